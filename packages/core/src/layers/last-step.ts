import * as tf from '@tensorflow/tfjs';

/** Two inputs, x `[n, steps, features]` and its mask `[n, steps]`, to `[n, features]`. */
class LastStep extends tf.layers.Layer {
  static readonly className = 'LastStep';

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, , features] = (shapes as tf.Shape[])[0]!;
    return [items!, features!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x, mask] = inputs as [tf.Tensor3D, tf.Tensor2D];
    return tf.tidy(() => {
      const after = tf.pad(tf.slice(mask, [0, 1], [-1, -1]), [
        [0, 0],
        [0, 1],
      ]);
      // 1 at the last step that counts, 0 elsewhere.
      const last = tf.expandDims(tf.sub(mask, after), 1);
      return tf.squeeze(tf.matMul(last, x), [1]);
    });
  }
}

export { LastStep };

/**
 * A layer that takes the last step that counts: x `[n, steps, features]` and its mask `[n, steps]`, ones and then zeros, to
 * `[n, features]`. An item without any gives zeros.
 *
 * After a recurrent layer that returns its sequence it is what a mask given to that layer would bring, and quicker: what comes
 * behind an item's end can't change what came before.
 */
export function lastStep(o: { name?: string } = {}): tf.layers.Layer {
  return new LastStep(o);
}
