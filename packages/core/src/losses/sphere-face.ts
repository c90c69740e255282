import * as tf from '@tensorflow/tfjs';
import { checkPositive, checkPositiveInteger } from '../check.ts';
import { cosine, safeSqrt } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import { hardenOwn } from './harden-own.ts';
import type { BatchLoss } from './loss.ts';
import { multipliedAngle } from './multiplied-angle.ts';

/**
 * SphereFace (A-Softmax): cross-entropy of `s |x| cos(theta_c)`, but `s |x| psi(theta_y)` for the item's own class;
 * `psi(theta) = (-1)^k cos(margin theta) - 2k` for theta from `k pi / margin` to `(k + 1) pi / margin`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; the only one of its kind that uses the lengths of the embeddings, so train it
 * without normalising them, or give a scale. A zero embedding gives `log(classes)` and the gradient 0. The variable is w,
 * `[classes, d]`: dispose of it when the loss is no longer needed.
 *
 * Reference: Liu et al. 2017, "SphereFace: Deep Hypersphere Embedding for Face Recognition".
 *
 * @param o.margin by what angles are multiplied, an integer, 4 unless given
 * @param o.scale s, 1 unless given
 * @throws RangeError if margin is no positive integer or scale not above 0, or, when called, a label is not among the classes
 */
export function sphereFace(o: ClassOptions & { margin?: number; scale?: number }): BatchLoss {
  const { margin = 4, scale = 1 } = o;
  checkPositiveInteger(margin, 'sphereFace: margin');
  checkPositive(scale, 'sphereFace: scale');
  const { variable, membership } = classVectors(o, 'sphereFace');
  const harder = multipliedAngle(margin);
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const lengths = safeSqrt(tf.sum(tf.square(embeddings), 1, true));
      const cosines = hardenOwn(cosine.matrix(embeddings, variable), own, harder);
      return crossEntropyRows(tf.mul(cosines, tf.mul(lengths, scale)) as tf.Tensor2D, own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
