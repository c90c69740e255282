import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * CosFace: cross-entropy of `s cos(x, w_c)`, but `s (cos(x, w_y) - margin)` for the item's own class.
 *
 * Embeddings `[n, d]` and labels to values `[n]`. A zero embedding has cosine 0 to all and the gradient 0. The variable is w,
 * `[classes, d]`: dispose of it when the loss is no longer needed.
 *
 * Reference: Wang et al. 2018, "CosFace: Large Margin Cosine Loss for Deep Face Recognition".
 *
 * @param o.margin 0 or more, 0.35 unless given
 * @param o.scale s, 64 unless given
 * @throws RangeError if margin is negative or scale not above 0, or, when called, a label is not among the classes
 */
export function cosFace(o: ClassOptions & { margin?: number; scale?: number }): BatchLoss {
  const { margin = 0.35, scale = 64 } = o;
  checkInRange(margin, 0, Number.MAX_VALUE, 'cosFace: margin');
  checkPositive(scale, 'cosFace: scale');
  const { variable, membership } = classVectors(o, 'cosFace');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const cosines = tf.sub(cosine.matrix(embeddings, variable), tf.mul(own, margin));
      return crossEntropyRows(tf.mul(cosines, scale), own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
