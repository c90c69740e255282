import * as tf from '@tensorflow/tfjs';

/** Two inputs, x `[n, steps, features]` and its mask `[n, steps]`, to `x * mask`. */
class MaskSteps extends tf.layers.Layer {
  static readonly className = 'MaskSteps';

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x, mask] = inputs as [tf.Tensor, tf.Tensor];
    return tf.tidy(() => tf.mul(x, tf.expandDims(mask, 2)));
  }
}

export { MaskSteps };

/**
 * A layer that makes padding zero: x `[n, steps, features]` and its mask `[n, steps]` (1 where a step counts, then 0) to
 * `x * mask`.
 *
 * Before a convolution with zeros around its input it makes a padded item look as it does alone. Padding must be finite.
 */
export function maskSteps(o: { name?: string } = {}): tf.layers.Layer {
  return new MaskSteps(o);
}
