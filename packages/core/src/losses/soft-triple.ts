import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive, checkPositiveInteger } from '../check.ts';
import { cosine, safeSqrt, unitRows } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';
import { softmaxMean } from './softmax-mean.ts';

/**
 * SoftTriple: cross-entropy of `l S_c`, but `l (S_y - margin)` for the item's own class, where S_c is the mean of the cosines to
 * the centres w_ck, weighed by `softmax_k(cos(x, w_ck) / g)`; plus `tau * mean |w_cj - w_ck|` over the pairs of centres of each
 * class, halved, which merges the centres that are not needed.
 *
 * Embeddings `[n, d]` and labels to values `[n]`. A zero embedding and two equal centres have the gradient 0. The variable is w,
 * `[classes * centres, d]`, the centres of one class in a row: dispose of it when the loss is no longer needed.
 *
 * Reference: Qian et al. 2019, "SoftTriple Loss: Deep Metric Learning Without Triplet Sampling".
 *
 * @param o.centres how many each class has, 10 unless given
 * @param o.scale l, 20 unless given
 * @param o.gamma g, 0.1 unless given
 * @param o.margin 0 or more, 0.01 unless given
 * @param o.tau 0 or more, 0.2 unless given
 * @throws RangeError if a number is out of range, or, when called, a label is not among the classes
 */
export function softTriple(
  o: ClassOptions & { centres?: number; scale?: number; gamma?: number; margin?: number; tau?: number },
): BatchLoss {
  const { centres = 10, scale = 20, gamma = 0.1, margin = 0.01, tau = 0.2 } = o;
  checkPositiveInteger(centres, 'softTriple: centres');
  checkPositive(scale, 'softTriple: scale');
  checkPositive(gamma, 'softTriple: gamma');
  checkInRange(margin, 0, Number.MAX_VALUE, 'softTriple: margin');
  checkInRange(tau, 0, Number.MAX_VALUE, 'softTriple: tau');
  const { variable, membership } = classVectors(o, 'softTriple', centres);
  const classes = o.classes.length;
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const all = tf.reshape(cosine.matrix(embeddings, variable), [labels.length, classes, centres]);
      const similarities = tf.sub(softmaxMean(all, tf.scalar(0), 1 / gamma), tf.mul(own, margin));
      const values = crossEntropyRows(tf.mul(similarities, scale) as tf.Tensor2D, own);
      return tau === 0 || centres === 1 ? values : tf.add(values, tf.mul(spread(variable, classes, centres), tau));
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}

/** `sum over the pairs of centres of each class of |w_j - w_k| / (classes * centres * (centres - 1))`. */
function spread(vectors: tf.Tensor2D, classes: number, centres: number): tf.Tensor {
  const rows = tf.reshape(unitRows(vectors), [classes, centres, vectors.shape[1]]);
  const cosines = tf.matMul(rows, rows, false, true);
  // The diagonal is 0 but for rounding, whose root would have a wild gradient.
  const apart = tf.mul(safeSqrt(tf.relu(tf.sub(2, tf.mul(cosines, 2)))), tf.sub(1, tf.eye(centres)));
  return tf.div(tf.sum(apart), 2 * classes * centres * (centres - 1));
}
