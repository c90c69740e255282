import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import { labelMasks } from '../masks.ts';

/** A batch as every miner looks at it: distances where smaller is nearer, and who belongs to whom. */
export type MiningBatch = {
  readonly n: number;
  readonly labels: readonly string[];
  readonly distance: Distance;
  /** `[n, n]`; the distance itself, or minus the similarity. */
  readonly far: tf.Tensor2D;
  readonly positive: Float32Array;
  readonly negative: Float32Array;
  /** Back to the distance's own direction. */
  restore(far: tf.Tensor): tf.Tensor;
};

/** @throws TypeError if distances are not n x n for n labels */
export function miningBatch(
  distances: tf.Tensor2D,
  labels: readonly string[],
  distance: Distance,
  where: string,
): MiningBatch {
  const n = labels.length;
  if (distances.shape[0] !== n || distances.shape[1] !== n) {
    throw new TypeError(
      `${where}: argument distances must have the shape [${n}, ${n}] for ${n} labels, got [${distances.shape.join(', ')}]`,
    );
  }
  const smaller = distance.nearer === 'smaller';
  return {
    n,
    labels,
    distance,
    far: smaller ? distances : tf.neg(distances),
    ...labelMasks(labels),
    restore: (far) => (smaller ? far : tf.neg(far)),
  };
}
