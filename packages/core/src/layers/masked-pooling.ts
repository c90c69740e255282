import * as tf from '@tensorflow/tfjs';
import { checkOneOf } from '../check.ts';

type Config = tf.serialization.ConfigDict;
type Kind = 'max' | 'mean';

/** Below anything that a network gives, and finite. */
const lowest = -1e30;

/** Two inputs, x `[n, steps, features]` and its mask `[n, steps]`, to `[n, features]`. */
class MaskedPooling extends tf.layers.Layer {
  static readonly className = 'MaskedPooling';
  readonly kind: Kind;

  constructor({ kind, ...config }: { kind: Kind; name?: string }) {
    super(config);
    this.kind = kind;
  }

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, , features] = (shapes as tf.Shape[])[0]!;
    return [items!, features!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x, mask] = inputs as [tf.Tensor3D, tf.Tensor2D];
    return tf.tidy(() => {
      const weights = tf.expandDims(mask, 2);
      if (this.kind === 'mean') {
        return tf.div(tf.sum(tf.mul(x, weights), 1), tf.maximum(tf.sum(weights, 1), 1));
      }
      const counted = tf.where(tf.greater(weights, 0), x, lowest);
      return tf.mul(tf.max(counted, 1), tf.max(weights, 1));
    });
  }

  override getConfig(): Config {
    return { ...super.getConfig(), kind: this.kind };
  }
}

export { MaskedPooling };

/**
 * A layer that takes the largest or the mean value of each feature over the steps that count: x `[n, steps, features]` and
 * its mask `[n, steps]` to `[n, features]`. An item without any gives zeros.
 *
 * @throws RangeError if kind is neither max nor mean
 */
export function maskedPooling(o: { kind: Kind; name?: string }): tf.layers.Layer {
  checkOneOf(o.kind, ['max', 'mean'], 'maskedPooling: kind');
  return new MaskedPooling(o);
}
