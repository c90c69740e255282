import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';

type Config = tf.serialization.ConfigDict;

/** `[n, steps]` to `[n, ceil(steps / stride)]`. */
class EveryNthStep extends tf.layers.Layer {
  static readonly className = 'EveryNthStep';
  readonly stride: number;

  constructor({ stride, ...config }: { stride: number; name?: string }) {
    super(config);
    this.stride = stride;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, steps] = shape as tf.Shape;
    return [items!, typeof steps === 'number' ? Math.ceil(steps / this.stride) : null];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const mask = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.stridedSlice(mask, [0, 0], mask.shape, [1, this.stride]);
  }

  override getConfig(): Config {
    return { ...super.getConfig(), stride: this.stride };
  }
}

export { EveryNthStep };

/**
 * A layer that shortens a mask as a stride shortens what it masks: steps 0, stride, 2 stride, ... of `[n, steps]`.
 *
 * @throws RangeError unless stride is a positive integer
 */
export function everyNthStep(o: { stride: number; name?: string }): tf.layers.Layer {
  checkPositiveInteger(o.stride, 'everyNthStep: stride');
  return new EveryNthStep(o);
}
