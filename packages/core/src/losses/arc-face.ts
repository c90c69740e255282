import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { addedAngle } from './added-angle.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import { hardenOwn } from './harden-own.ts';
import type { BatchLoss } from './loss.ts';

/**
 * ArcFace: cross-entropy of `s cos(theta_c)`, but `s cos(theta_y + margin)` for the item's own class; theta_c is the angle
 * between x and w_c.
 *
 * Embeddings `[n, d]` and labels to values `[n]`. Where `theta_y + margin` passes pi it is `s (cos(theta_y) - margin
 * sin(margin))`, as in the authors' program. A zero embedding has right angles to all and the gradient 0; at an angle of 0 or pi
 * the gradient is finite. The variable is w, `[classes, d]`: dispose of it when the loss is no longer needed.
 *
 * Reference: Deng et al. 2019, "ArcFace: Additive Angular Margin Loss for Deep Face Recognition".
 *
 * @param o.margin in radians, 0 to pi, 0.5 unless given
 * @param o.scale s, 64 unless given
 * @throws RangeError if margin or scale is out of range, or, when called, a label is not among the classes
 */
export function arcFace(o: ClassOptions & { margin?: number; scale?: number }): BatchLoss {
  const { margin = 0.5, scale = 64 } = o;
  checkInRange(margin, 0, Math.PI, 'arcFace: margin');
  checkPositive(scale, 'arcFace: scale');
  const { variable, membership } = classVectors(o, 'arcFace');
  const harder = addedAngle(margin);
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const cosines = hardenOwn(cosine.matrix(embeddings, variable), own, harder);
      return crossEntropyRows(tf.mul(cosines, scale), own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
