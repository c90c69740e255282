import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkSeed } from '../check.ts';
import { createRandom } from '../random.ts';
import { dropoutMask } from './dropout-mask.ts';

type Config = tf.serialization.ConfigDict;
type LayerConfig = { name?: string };

/** Dropout whose masks are a function of seed, path (`fit` sets it to layer and step) and call. */
class SeededDropout extends tf.layers.Layer {
  /** Saved as TensorFlow.js's own layer, so that a saved model loads anywhere. */
  static readonly className = 'Dropout';
  readonly rate: number;
  readonly seed: number;
  private path: readonly (string | number)[] = [];
  private calls = 0;

  constructor({ rate, seed, ...config }: { rate: number; seed: number } & LayerConfig) {
    super(config);
    this.rate = rate;
    this.seed = seed;
    this.supportsMasking = true;
  }

  /** Starts the masks of a path anew: the same path gives the same masks. */
  seek(...path: readonly (string | number)[]): void {
    this.path = path;
    this.calls = 0;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (kwargs.training !== true || this.rate === 0) return tf.clone(input);
      const random = createRandom(this.seed, 'dropout', ...this.path, this.calls++);
      return tf.mul(input, dropoutMask(input.shape, this.rate, random));
    });
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}

export type { SeededDropout };

/** Whether a layer is one of `seededDropout`. */
export function isSeededDropout(layer: tf.layers.Layer): layer is SeededDropout {
  return layer instanceof SeededDropout;
}

/**
 * Dropout for training whose masks are reproducible: a function of seed, step, layer and call. `tf.layers.dropout` draws one
 * mask for ever with a seed, and asks Math.random without.
 *
 * In training each value becomes 0 with probability `rate`, the others are divided by `1 - rate`; otherwise nothing
 * happens. It is saved as a standard `Dropout`, and `fit` drives a loaded one the same way.
 *
 * @param o.rate 0 to below 1
 * @throws RangeError if rate is outside
 */
export function seededDropout(o: { rate: number; seed: number; name?: string }): tf.layers.Layer {
  checkInRange(o.rate, 0, 1 - Number.EPSILON, 'seededDropout: rate');
  checkSeed(o.seed, 'seededDropout: seed');
  return new SeededDropout(o);
}
