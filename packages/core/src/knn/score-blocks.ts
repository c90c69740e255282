import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import type { Embeddings } from './embeddings.ts';

/** Scores of every row of a against every row of b: `[n, d]` and `[m, d]` give `[n, m]`, larger is more alike. */
export type ScoreMatrix = (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor2D;

/** A rectangle of a matrix of scores, row by row: `scores[i * columns + j]` is row `top + i` against column `left + j`. */
export type ScoreBlock = { top: number; rows: number; left: number; columns: number; scores: Float32Array };

/** What a block may take unless said otherwise, in bytes. */
export const defaultBudget = 128 * 2 ** 20;

/** The scores of a distance: its values where larger is nearer, else minus them. */
export function scoreMatrixOf(distance: Distance): ScoreMatrix {
  return distance.nearer === 'larger'
    ? (a, b) => distance.matrix(a, b)
    : (a, b) => tf.tidy(() => tf.neg(distance.matrix(a, b)));
}

/**
 * All scores of a against b in blocks, top to bottom and each from left to right; never the whole matrix at once.
 *
 * A block is sized as if every pair took d values, the most that any distance or head needs, so memory stays within the
 * budget whatever scores.
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
  const pairs = Math.max(1, Math.floor(budget / (4 * (a.dimensions + 1))));
  const tall = wholeRows ? Math.floor(pairs / Math.max(1, b.rows)) : Math.min(256, Math.floor(Math.sqrt(pairs)));
  const height = Math.max(1, Math.min(a.rows, tall));
  const width = wholeRows ? b.rows : Math.max(1, Math.min(b.rows, Math.floor(pairs / height)));
  for (let top = 0; top < a.rows; top += height) {
    const rows = Math.min(height, a.rows - top);
    for (let left = upper && !wholeRows ? Math.floor((top + 1) / width) * width : 0; left < b.rows; left += width) {
      const columns = Math.min(width, b.rows - left);
      const block = tf.tidy(() => matrix(rowsTensor(a, top, rows), rowsTensor(b, left, columns)));
      const scores = (await block.data()) as Float32Array;
      block.dispose();
      yield { top, rows, left, columns, scores };
    }
  }
}

function rowsTensor({ values, dimensions }: Embeddings, from: number, rows: number): tf.Tensor2D {
  return tf.tensor2d(values.slice(from * dimensions, (from + rows) * dimensions), [rows, dimensions]);
}
