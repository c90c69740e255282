import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/**
 * How two embeddings are compared: a function that knows its own direction.
 *
 * Losses, miners and neighbours ask `nearer` and never test the name. Whatever has this shape is a distance.
 */
export type Distance = {
  /** The name by which a saved model finds it again. */
  readonly name: string;
  /** Which way is nearer: a smaller value (a metric) or a larger one (a similarity). */
  readonly nearer: 'smaller' | 'larger';
  /** Set where `matrix` is a matrix product: it then takes memory for n x m values, not for n x m x d. */
  readonly product?: true;
  /** Row against row: `[n, d]` and `[n, d]` give `[n]`. */
  rows(a: Tensor2D, b: Tensor2D): Tensor1D;
  /** Every row of a against every row of b: `[n, d]` and `[m, d]` give `[n, m]`. */
  matrix(a: Tensor2D, b: Tensor2D): Tensor2D;
};
