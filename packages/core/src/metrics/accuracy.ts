import { pointAt, ratesAt } from './operating-point.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * The share of pairs decided rightly when `score >= threshold` is called same.
 *
 * Where nearly all pairs are different, as among all pairs of a set, it says little: see `balancedAccuracyAt`.
 *
 * @throws RangeError unless threshold is a finite number
 */
export function accuracyAt(curve: VerificationCurve, threshold: number): number {
  return accuracyOf(curve, ratesAt(curve, threshold));
}

/**
 * The mean of the shares of same and of different pairs decided rightly: the accuracy if both were as frequent.
 *
 * @throws RangeError unless threshold is a finite number
 */
export function balancedAccuracyAt(curve: VerificationCurve, threshold: number): number {
  const { falseMatchRate, falseNonMatchRate } = ratesAt(curve, threshold);
  return 1 - (falseMatchRate + falseNonMatchRate) / 2;
}

/** The best accuracy at any threshold and the point where it is reached; it is optimistic on the data it was found on. */
export function bestAccuracy(curve: VerificationCurve): { accuracy: number; point: OperatingPoint } {
  let best = 0;
  let accuracy = -1;
  for (let i = 0; i < curve.thresholds.length; i++) {
    const here = accuracyOf(curve, {
      falseMatchRate: curve.falseMatchRate[i]!,
      falseNonMatchRate: curve.falseNonMatchRate[i]!,
    });
    if (here > accuracy) {
      accuracy = here;
      best = i;
    }
  }
  return { accuracy, point: pointAt(curve, best) };
}

function accuracyOf(
  { same, different }: VerificationCurve,
  rates: { falseMatchRate: number; falseNonMatchRate: number },
): number {
  return 1 - (same * rates.falseNonMatchRate + different * rates.falseMatchRate) / (same + different);
}
