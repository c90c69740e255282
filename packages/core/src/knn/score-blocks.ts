import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import type { Embeddings } from './embeddings.ts';

/** Scores of every row of a against every row of b: `[n, d]` and `[m, d]` give `[n, m]`, larger is more alike. */
export type ScoreMatrix = {
  (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D;
  /** Set where it is a matrix product: it then takes memory for n x m values, not for n x m x d. */
  readonly product?: true;
};

/** A rectangle of a matrix of scores, row by row: `scores[i * columns + j]` is row `top + i` against column `left + j`. */
export type ScoreBlock = { top: number; rows: number; left: number; columns: number; scores: Float32Array };

/** What a block may take unless said otherwise, in bytes. */
export const defaultBudget = 128 * 2 ** 20;

/** The scores of a distance: its values where larger is nearer, else minus them. */
export function scoreMatrixOf(distance: Distance): ScoreMatrix {
  const scores: ScoreMatrix =
    distance.nearer === 'larger'
      ? (a, b) => distance.matrix(a, b)
      : (a, b) => tf.tidy(() => tf.neg(distance.matrix(a, b)));
  return distance.product ? Object.assign(scores, { product: true as const }) : scores;
}

/**
 * All scores of a against b in blocks, top to bottom and each from left to right; never the whole matrix at once.
 *
 * A block is sized by what its pairs take: d values each, or two where the scores are a matrix product. The rows of b are
 * handed to the backend once where they fit into the budget.
 *
 * @param o.upper leave out blocks that lie wholly on or below the diagonal (a is b then)
 * @param o.wholeRows every block is as wide as b
 * @param o.budget bytes for a block (128 MiB unless given)
 */
export async function* scoreBlocks(
  a: Embeddings,
  b: Embeddings,
  matrix: ScoreMatrix,
  {
    budget = defaultBudget,
    upper = false,
    wholeRows = false,
  }: { budget?: number; upper?: boolean; wholeRows?: boolean } = {},
): AsyncGenerator<ScoreBlock, void, undefined> {
  checkPositive(budget, 'scoreBlocks: budget');
  const perPair = matrix.product ? 2 : a.dimensions + 1;
  const pairs = Math.max(1, Math.floor(budget / (4 * perPair)));
  const tall = wholeRows ? Math.floor(pairs / Math.max(1, b.rows)) : Math.floor(Math.sqrt(pairs));
  const height = Math.max(1, Math.min(a.rows, tall, 256));
  // with `upper`, narrow blocks leave out more of what lies below the diagonal
  const wide = Math.min(Math.floor(pairs / height), upper ? 2048 : 8192);
  const width = wholeRows ? b.rows : Math.max(1, Math.min(b.rows, wide));
  const base = 4 * b.rows * b.dimensions <= budget ? rowsTensor(b, 0, b.rows) : undefined;
  try {
    for (let top = 0; top < a.rows; top += height) {
      const rows = Math.min(height, a.rows - top);
      for (let left = upper && !wholeRows ? Math.floor((top + 1) / width) * width : 0; left < b.rows; left += width) {
        const columns = Math.min(width, b.rows - left);
        const block = tf.tidy(() => {
          const right = base ? tf.slice2d(base, [left, 0], [columns, b.dimensions]) : rowsTensor(b, left, columns);
          return matrix(rowsTensor(a, top, rows), right);
        });
        const scores = (await block.data()) as Float32Array;
        block.dispose();
        yield { top, rows, left, columns, scores };
      }
    }
  } finally {
    base?.dispose();
  }
}

function rowsTensor({ values, dimensions }: Embeddings, from: number, rows: number): tf.Tensor2D {
  return tf.tensor2d(values.slice(from * dimensions, (from + rows) * dimensions), [rows, dimensions]);
}
