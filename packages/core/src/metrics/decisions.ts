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
