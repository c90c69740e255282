import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';

type Config = tf.serialization.ConfigDict;

/** `[n, steps, features]`, to a length that is a multiple. */
class FillSteps extends tf.layers.Layer {
  static readonly className = 'FillSteps';
  readonly multipleOf: number;

  constructor({ multipleOf, ...config }: { multipleOf: number; name?: string }) {
    super(config);
    this.multipleOf = multipleOf;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, steps, ...rest] = shape as tf.Shape;
    const { multipleOf } = this;
    return [items!, typeof steps === 'number' ? Math.ceil(steps / multipleOf) * multipleOf : null, ...rest];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const over = x.shape[1]! % this.multipleOf;
    if (over === 0) return tf.clone(x);
    return tf.pad(x, [
      [0, 0],
      [0, this.multipleOf - over],
      [0, 0],
    ]);
  }

  override getConfig(): Config {
    return { ...super.getConfig(), multipleOf: this.multipleOf };
  }
}

export { FillSteps };

/**
 * A layer that appends steps of zeros until there is a multiple of `multipleOf` of them: `[n, steps, features]`.
 *
 * Where `steps` is no multiple of its stride, TensorFlow's `same` begins at another step for another length; after this
 * layer a strided convolution or pooling meets an item at the same steps whatever it was padded to.
 *
 * @throws RangeError unless multipleOf is a positive integer
 */
export function fillSteps(o: { multipleOf: number; name?: string }): tf.layers.Layer {
  checkPositiveInteger(o.multipleOf, 'fillSteps: multipleOf');
  return new FillSteps(o);
}
