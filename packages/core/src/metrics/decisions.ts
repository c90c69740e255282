import { ratesAt } from './operating-point.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** How many pairs were decided rightly and wrongly. */
export type Decisions = {
  /** Same pairs called same (true positives). */
  readonly matched: number;
  /** Same pairs called different (false negatives). */
  readonly missed: number;
  /** Different pairs called same (false positives). */
  readonly mistaken: number;
  /** Different pairs called different (true negatives). */
  readonly refused: number;
};

/**
 * The four counts (the confusion matrix) when `score >= threshold` is called same.
 *
 * @throws RangeError unless threshold is a finite number
 */
export function decisionsAt(curve: VerificationCurve, threshold: number): Decisions {
  return decisionsOf(curve, ratesAt(curve, threshold));
}

/** The four counts at rates of errors. */
export function decisionsOf(
  { same, different }: Pick<VerificationCurve, 'same' | 'different'>,
  rates: { readonly falseMatchRate: number; readonly falseNonMatchRate: number },
): Decisions {
  const missed = same * rates.falseNonMatchRate;
  const mistaken = different * rates.falseMatchRate;
  return { matched: same - missed, missed, mistaken, refused: different - mistaken };
}

/**
 * `matched / (matched + mistaken)`: the share of the pairs called same that are. 0 where none is called same.
 *
 * It depends on how frequent same pairs are; so do `f1Of` and `mccOf`.
 */
export function precisionOf({ matched, mistaken }: Decisions): number {
  return matched > 0 ? matched / (matched + mistaken) : 0;
}

/** `matched / (matched + missed)`: the share of the same pairs that are called same (the true positive rate). */
export function sensitivityOf({ matched, missed }: Decisions): number {
  return matched > 0 ? matched / (matched + missed) : 0;
}

/** `2 matched / (2 matched + missed + mistaken)`: the harmonic mean of precision and sensitivity. */
export function f1Of({ matched, missed, mistaken }: Decisions): number {
  return matched > 0 ? (2 * matched) / (2 * matched + missed + mistaken) : 0;
}

/**
 * The correlation of decision and truth, from -1 to 1 (phi, Matthews correlation coefficient); 0 is chance, and where all
 * pairs are called the same thing.
 *
 * Reference: Matthews, Comparison of the predicted and observed secondary structure of T4 phage lysozyme, 1975.
 */
export function mccOf({ matched, missed, mistaken, refused }: Decisions): number {
  const called = (matched + mistaken) * (missed + refused);
  const truth = (matched + missed) * (mistaken + refused);
  if (!(called > 0) || !(truth > 0)) return 0;
  return (matched * refused - mistaken * missed) / (Math.sqrt(called) * Math.sqrt(truth));
}
