import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import { labelMasks } from '../masks.ts';

/** A batch as every miner looks at it: distances where smaller is nearer, and who belongs to whom. */
export type MiningBatch = {
  /** The items that are anchors: the first of them. */
  readonly n: number;
  /** All items. */
  readonly m: number;
  readonly labels: readonly string[];
  readonly distance: Distance;
  /** `[n, m]`; the distance itself, or minus the similarity. */
  readonly far: tf.Tensor2D;
  readonly positive: Float32Array;
  readonly negative: Float32Array;
  /** Back to the distance's own direction. */
  restore(far: tf.Tensor): tf.Tensor;
};

/** @throws TypeError if distances are not n x m, or n more than m, for m labels */
export function miningBatch(
  distances: tf.Tensor2D,
  labels: readonly string[],
  distance: Distance,
  where: string,
): MiningBatch {
  const m = labels.length;
  const [n, width] = distances.shape;
  if (width !== m || n > m) {
    throw new TypeError(
      `${where}: argument distances must have the shape [${m}, ${m}], or fewer rows, for ${m} labels, got [${distances.shape.join(', ')}]`,
    );
  }
  const smaller = distance.nearer === 'smaller';
  return {
    n,
    m,
    labels,
    distance,
    far: smaller ? distances : tf.neg(distances),
    ...labelMasks(labels, n),
    restore: (far) => (smaller ? far : tf.neg(far)),
  };
}

/** @throws TypeError unless distances are those of all items to all */
export function checkSquare({ n, m }: MiningBatch, where: string): void {
  if (n === m) return;
  throw new TypeError(
    `${where}: argument distances must have the shape [${m}, ${m}]: this miner needs those of all items, got [${n}, ${m}]`,
  );
}
