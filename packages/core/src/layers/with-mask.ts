import * as tf from '@tensorflow/tfjs';

/** Two inputs, x and its mask, to x that carries the mask. */
class WithMask extends tf.layers.Layer {
  static readonly className = 'WithMask';

  constructor(config: { name?: string } = {}) {
    super(config);
    this.supportsMasking = true;
  }

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.clone((inputs as tf.Tensor[])[0]!);
  }

  /** A copy, for whoever runs the model disposes it. */
  override computeMask(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.clone((inputs as tf.Tensor[])[1]!);
  }
}

export { WithMask };

/**
 * A layer that gives x `[n, steps, features]` the mask `[n, steps]` which TensorFlow.js's own recurrent layers look for: where it is
 * 0 they leave their state as it was, so that the last state is that of the last step that counts.
 */
export function withMask(o: { name?: string } = {}): tf.layers.Layer {
  return new WithMask(o);
}
