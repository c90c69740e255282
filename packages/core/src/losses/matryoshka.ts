import * as tf from '@tensorflow/tfjs';
import { checkPositive, checkPositiveInteger, checkSameLength } from '../check.ts';
import { unitRows } from '../distances/index.ts';
import { joinedParts } from './joined-parts.ts';
import type { BatchLoss, MatchLoss, MatchOptions, ScoreLoss } from './loss.ts';

/** Which first coordinates are to be an embedding of their own. */
export type MatryoshkaOptions = {
  /** Their numbers, largest first or not, each once. */
  readonly dimensions: readonly number[];
  /** How much each weighs, 1 unless given. */
  readonly weights?: readonly number[];
  /** Whether what is cut off is brought to length 1, true unless given: as it will be when it is compared. */
  readonly normalize?: boolean;
};

type AnyLoss = BatchLoss | MatchLoss | ScoreLoss;

/**
 * Embeddings that can be cut short: `sum_k weight_k loss(the first dimensions_k coordinates)`.
 *
 * Takes a loss on embeddings, or for one that has weights for each coordinate a function that makes it: `matryoshka((dimensions) =>
 * arcFace({ classes, dimensions, seed }), { dimensions: [128, 32] })`. Embeddings `[n, d]` to values as the loss's;
 * it has the variables of all. First coordinates that are all 0 stay 0, with the gradient 0.
 *
 * Reference: Kusupati et al. 2022, "Matryoshka Representation Learning".
 *
 * @throws RangeError if there are no dimensions, one is no positive integer or there twice, or a weight is not above 0;
 *   when called, TypeError if embeddings are shorter
 */
export function matryoshka(make: (dimensions: number) => BatchLoss, o: MatryoshkaOptions): BatchLoss;
export function matryoshka(make: (dimensions: number) => MatchLoss, o: MatryoshkaOptions): MatchLoss;
export function matryoshka(make: (dimensions: number) => ScoreLoss, o: MatryoshkaOptions): ScoreLoss;
export function matryoshka(loss: BatchLoss, o: MatryoshkaOptions): BatchLoss;
export function matryoshka(loss: MatchLoss, o: MatryoshkaOptions): MatchLoss;
export function matryoshka(loss: ScoreLoss, o: MatryoshkaOptions): ScoreLoss;
export function matryoshka(given: AnyLoss | ((dimensions: number) => AnyLoss), o: MatryoshkaOptions): AnyLoss {
  const { dimensions, weights = dimensions.map(() => 1), normalize = true } = o;
  if (dimensions.length === 0) throw new RangeError('matryoshka: dimensions must hold a number at least, got none');
  checkSameLength(dimensions, weights, 'matryoshka: dimensions and weights');
  for (const [i, d] of dimensions.entries()) {
    checkPositiveInteger(d, 'matryoshka: dimensions');
    if (dimensions.indexOf(d) !== i) throw new RangeError(`matryoshka: dimensions must differ, got ${d} twice`);
  }
  for (const weight of weights) checkPositive(weight, 'matryoshka: weights');
  const losses = dimensions.map((d) => ('kind' in given ? given : given(d)));
  const cut = (x: tf.Tensor2D, d: number): tf.Tensor2D => {
    if (x.shape[1] < d)
      throw new TypeError(`matryoshka: embeddings must have ${d} coordinates or more, got ${x.shape[1]}`);
    const head = x.shape[1] === d ? x : tf.slice(x, [0, 0], [-1, d]);
    return normalize ? unitRows(head) : head;
  };
  const total = (valuesOf: (loss: AnyLoss, d: number) => tf.Tensor1D): tf.Tensor1D =>
    tf.tidy(() =>
      tf.addN<tf.Tensor1D>(losses.map((loss, i) => tf.mul<tf.Tensor1D>(valuesOf(loss, dimensions[i]!), weights[i]!))),
    );
  const parts = joinedParts(losses);
  const [first] = losses as [AnyLoss];
  if (first.kind === 'batch') {
    const loss = (x: tf.Tensor2D, labels: readonly string[]) =>
      total((part, d) => (part as BatchLoss)(cut(x, d), labels));
    return Object.assign(loss, parts, { kind: first.kind, ...(first.counts && { counts: first.counts }) });
  }
  if (first.kind === 'score') {
    const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]) =>
      total((part, d) => (part as ScoreLoss)(cut(a, d), cut(b, d), scores));
    return Object.assign(loss, parts, { kind: first.kind });
  }
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, { negatives, ...told }: MatchOptions = {}) =>
    total((part, d) =>
      (part as MatchLoss)(cut(a, d), cut(b, d), {
        ...told,
        ...(negatives && { negatives: cut(negatives, d) }),
      }),
    );
  return Object.assign(loss, parts, { kind: first.kind });
}
