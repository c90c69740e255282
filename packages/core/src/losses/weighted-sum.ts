import * as tf from '@tensorflow/tfjs';
import { checkPositive, shown } from '../check.ts';
import { joinedParts } from './joined-parts.ts';
import type { BatchLoss, LogitLoss, MatchLoss, PairLoss, ScoreLoss, TripletLoss } from './loss.ts';
import { overAll } from './over-all.ts';

/** One loss of a sum, and how much it weighs: 1 unless given. */
export type Weighted<Loss> = { readonly loss: Loss; readonly weight?: number };

type AnyLoss = BatchLoss | LogitLoss | MatchLoss | PairLoss | ScoreLoss | TripletLoss;

/**
 * A sum of losses of one kind: `sum_k weight_k loss_k`.
 *
 * What the parts take, to values `[n]`, whose mean is the weighted sum of their means: where an item does not count in one of them (it has no
 * positive), that one's mean is over its own items still. It has all their variables. Losses on distances must be on one distance.
 *
 * @throws TypeError if they are of different kinds, RangeError if there are none, a weight is not above 0, or distances differ
 */
export function weightedSum(parts: readonly Weighted<BatchLoss>[]): BatchLoss;
export function weightedSum(parts: readonly Weighted<MatchLoss>[]): MatchLoss;
export function weightedSum(parts: readonly Weighted<ScoreLoss>[]): ScoreLoss;
export function weightedSum(parts: readonly Weighted<PairLoss>[]): PairLoss;
export function weightedSum(parts: readonly Weighted<LogitLoss>[]): LogitLoss;
export function weightedSum(parts: readonly Weighted<TripletLoss>[]): TripletLoss;
export function weightedSum(parts: readonly Weighted<AnyLoss>[]): AnyLoss {
  const [first] = parts;
  if (first === undefined) throw new RangeError('weightedSum: parts must hold a loss at least, got none');
  for (const { loss, weight = 1 } of parts) {
    checkPositive(weight, 'weightedSum: weight');
    if (loss.kind !== first.loss.kind) {
      throw new TypeError(`weightedSum: parts must be losses of one kind, got ${first.loss.kind} and ${loss.kind}`);
    }
    const [one, other] = [first.loss, loss].map((part) => ('distance' in part ? part.distance.name : ''));
    if (one !== other) {
      throw new RangeError(`weightedSum: parts must be on one distance, got ${shown(one)} and ${shown(other)}`);
    }
  }
  const losses = parts.map(({ loss }) => loss);
  const valuesOf = (loss: AnyLoss, inputs: readonly unknown[]): tf.Tensor1D =>
    loss.kind === 'batch'
      ? overAll(loss, ...(inputs as Parameters<BatchLoss>))
      : (loss as (...all: unknown[]) => tf.Tensor1D)(...inputs);
  const values = (...inputs: readonly unknown[]): tf.Tensor1D =>
    tf.tidy(() =>
      tf.addN<tf.Tensor1D>(parts.map(({ loss, weight = 1 }) => tf.mul<tf.Tensor1D>(valuesOf(loss, inputs), weight))),
    );
  const { kind } = first.loss;
  return Object.assign(values, joinedParts(losses), {
    kind,
    ...('distance' in first.loss && { distance: first.loss.distance }),
    ...(losses.some((loss) => 'byLabel' in loss && loss.byLabel) && { byLabel: true }),
    ...(kind === 'triplet' && { swap: losses.some((loss) => loss.kind === 'triplet' && loss.swap) }),
  }) as unknown as AnyLoss;
}
