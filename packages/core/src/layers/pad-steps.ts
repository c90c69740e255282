import * as tf from '@tensorflow/tfjs';
import { checkNonNegativeInteger } from '../check.ts';

type Config = tf.serialization.ConfigDict;

/** `[n, steps, features]` to `[n, before + steps + after, features]`. */
class PadSteps extends tf.layers.Layer {
  static readonly className = 'PadSteps';
  readonly before: number;
  readonly after: number;

  constructor({ before, after, ...config }: { before: number; after: number; name?: string }) {
    super(config);
    this.before = before;
    this.after = after;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, steps, ...rest] = shape as tf.Shape;
    return [items!, typeof steps === 'number' ? this.before + steps + this.after : null, ...rest];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.pad(x, [
      [0, 0],
      [this.before, this.after],
      [0, 0],
    ]);
  }

  override getConfig(): Config {
    return { ...super.getConfig(), before: this.before, after: this.after };
  }
}

export { PadSteps };

/**
 * A layer that adds steps of zeros at both ends: `[n, steps, features]`.
 *
 * TensorFlow's `same` begins at another step for another length where there is a stride. A strided convolution or pooling
 * without padding of its own after `padSteps({ before: (kernel - 1) >> 1, after: kernel >> 1 })` gives
 * `ceil(steps / stride)` steps and meets an item at the same places whatever it was padded to.
 *
 * @throws RangeError unless before and after are integers, 0 or more
 */
export function padSteps(o: { before: number; after: number; name?: string }): tf.layers.Layer {
  checkNonNegativeInteger(o.before, 'padSteps: before');
  checkNonNegativeInteger(o.after, 'padSteps: after');
  return new PadSteps(o);
}
