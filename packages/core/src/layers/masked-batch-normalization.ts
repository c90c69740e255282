import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { normalizeSteps, stepStatistics } from './normalize-steps.ts';

type Config = tf.serialization.ConfigDict;
type Options = { momentum: number; epsilon: number; name?: string };

/** Two inputs, x `[n, steps, features]` and its mask `[n, steps]`. */
class MaskedBatchNormalization extends tf.layers.Layer {
  static readonly className = 'MaskedBatchNormalization';
  readonly momentum: number;
  readonly epsilon: number;
  private gamma!: tf.LayerVariable;
  private beta!: tf.LayerVariable;
  private movingMean!: tf.LayerVariable;
  private movingVariance!: tf.LayerVariable;

  constructor({ momentum, epsilon, ...config }: Options) {
    super(config);
    this.momentum = momentum;
    this.epsilon = epsilon;
  }

  override build(shapes: tf.Shape | tf.Shape[]): void {
    const features = (shapes as tf.Shape[])[0]![2]!;
    const weight = (name: string, start: 'zeros' | 'ones', trainable: boolean): tf.LayerVariable =>
      this.addWeight(name, [features], 'float32', tf.initializers[start](), undefined, trainable);
    this.gamma = weight('gamma', 'ones', true);
    this.beta = weight('beta', 'zeros', true);
    this.movingMean = weight('moving_mean', 'zeros', false);
    this.movingVariance = weight('moving_variance', 'ones', false);
    this.built = true;
  }

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const [x, mask] = inputs as [tf.Tensor3D, tf.Tensor2D];
    return tf.tidy(() => {
      const [gamma, beta] = [this.gamma.read(), this.beta.read()] as [tf.Tensor1D, tf.Tensor1D];
      if (kwargs.training !== true) {
        const scale = tf.mul(gamma, tf.rsqrt(tf.add(this.movingVariance.read(), this.epsilon)));
        const shift = tf.sub(beta, tf.mul(this.movingMean.read(), scale));
        return tf.mul(tf.add(tf.mul(x, scale), shift), tf.expandDims(mask, 2));
      }
      const { mean, variance } = stepStatistics(x, mask);
      this.move(this.movingMean, mean);
      this.move(this.movingVariance, variance);
      return normalizeSteps(x, gamma, beta, mask, this.epsilon);
    });
  }

  /** `average <- momentum average + (1 - momentum) value` */
  private move(average: tf.LayerVariable, value: tf.Tensor): void {
    const old = average.read();
    average.write(tf.sub(old, tf.mul(tf.sub(old, tf.reshape(value, old.shape)), 1 - this.momentum)));
  }

  override getConfig(): Config {
    return { ...super.getConfig(), momentum: this.momentum, epsilon: this.epsilon };
  }
}

export { MaskedBatchNormalization };

/**
 * Batch normalisation that padding takes no part in: x `[n, steps, features]` and its mask `[n, steps]`, to
 * `gamma (x - mean) / sqrt(variance + epsilon) + beta` where the mask is 1 and 0 where it is 0.
 *
 * In training mean and variance are those of the steps that count, of all items of the batch, and move the averages; otherwise the
 * averages stand for them. A batch without a step that counts gives zeros.
 *
 * Reference: Ioffe and Szegedy 2015, "Batch Normalization".
 *
 * @param o.momentum how much of the averages stays at each step, 0.99 unless given
 * @param o.epsilon added to the variance, 1e-3 unless given
 * @throws RangeError if momentum is not from 0 to 1, or epsilon not above 0
 */
export function maskedBatchNormalization({
  momentum = 0.99,
  epsilon = 1e-3,
  ...rest
}: { momentum?: number; epsilon?: number; name?: string } = {}): tf.layers.Layer {
  checkInRange(momentum, 0, 1, 'maskedBatchNormalization: momentum');
  checkPositive(epsilon, 'maskedBatchNormalization: epsilon');
  return new MaskedBatchNormalization({ momentum, epsilon, ...rest });
}
