import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { addedAngle } from './added-angle.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import { hardenOwn } from './harden-own.ts';
import type { BatchLoss } from './loss.ts';

/**
 * Sub-centre ArcFace: ArcFace in which each class has several vectors and counts by the nearest: `cos(theta_c) = max_k cos(x,
 * w_ck)`. Noisy items gather at centres of their own.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; a zero embedding and angles of 0 and pi are as in ArcFace. The variable is w,
 * `[classes * centres, d]`, the centres of one class in a row: dispose of it when the loss is no longer needed.
 *
 * Reference: Deng et al. 2020, "Sub-center ArcFace: Boosting Face Recognition by Large-scale Noisy Web Faces".
 *
 * @param o.centres how many each class has, 3 unless given
 * @param o.margin in radians, 0 to pi, 0.5 unless given
 * @param o.scale s, 64 unless given
 * @throws RangeError if a number is out of range, or, when called, a label is not among the classes
 */
export function subCentreArcFace(o: ClassOptions & { centres?: number; margin?: number; scale?: number }): BatchLoss {
  const { centres = 3, margin = 0.5, scale = 64 } = o;
  checkInRange(margin, 0, Math.PI, 'subCentreArcFace: margin');
  checkPositive(scale, 'subCentreArcFace: scale');
  const { variable, membership } = classVectors(o, 'subCentreArcFace', centres);
  const harder = addedAngle(margin);
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const all = tf.reshape(cosine.matrix(embeddings, variable), [labels.length, o.classes.length, centres]);
      return crossEntropyRows(tf.mul(hardenOwn(tf.max(all, 2), own, harder), scale), own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
