import * as tf from '@tensorflow/tfjs';

/** Added to a variance before its root, whose slope would be infinite at 0. */
const epsilon = 1e-6;
/** Far below any score that training meets, and finite. */
const none = -1e9;

/** Three inputs, x and scores `[n, steps, features]` and the mask `[n, steps]`, to `[n, 2 features]`. */
class AttentiveStatistics extends tf.layers.Layer {
  static readonly className = 'AttentiveStatistics';

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    const [items, , features] = (shapes as tf.Shape[])[0]!;
    return [items!, typeof features === 'number' ? 2 * features : null];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x, scores, mask] = inputs as [tf.Tensor3D, tf.Tensor3D, tf.Tensor2D];
    return tf.tidy(() => {
      const counts = tf.expandDims(mask, 2);
      const counted = tf.where(tf.greater(counts, 0), scores, none);
      const powers = tf.mul(tf.exp(tf.sub(counted, tf.max(counted, 1, true))), counts);
      const share = tf.div(powers, tf.maximum(tf.sum(powers, 1, true), epsilon));
      const mean = tf.sum(tf.mul(share, x), 1, true);
      const variance = tf.sum(tf.mul(share, tf.square(tf.sub(x, mean))), 1);
      return tf.concat([tf.squeeze(mean, [1]), tf.sqrt(tf.add(variance, epsilon))], 1);
    });
  }
}

export { AttentiveStatistics };

/**
 * A layer that takes weighted mean and deviation of each feature over the steps that count: x `[n, steps, features]`, scores
 * of the same shape (or `[n, steps, 1]`) and the mask `[n, steps]` to `[n, 2 features]`, the means first. The weights are
 * the softmax of the scores over the steps; an item without any that counts gives the mean 0.
 *
 * Reference: Okabe, Koshinaka and Shinoda 2018, "Attentive Statistics Pooling for Deep Speaker Embedding"; with a score for
 * each feature Desplanques et al. 2020, "ECAPA-TDNN".
 */
export function attentiveStatistics(o: { name?: string } = {}): tf.layers.Layer {
  return new AttentiveStatistics(o);
}
