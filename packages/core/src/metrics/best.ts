import { decisionsOf } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import { pointAt } from './operating-point.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * The best value of a measure at any threshold, and the point where it is reached: `best(curve, f1Of)`. Optimistic on the
 * data it was found on; of equal points the one with the fewest false matches.
 */
export function best(
  curve: VerificationCurve,
  measure: (decisions: Decisions) => number,
): { value: number; point: OperatingPoint } {
  let value = -Infinity;
  let found = 0;
  for (let i = 0; i < curve.thresholds.length; i++) {
    const here = measure(
      decisionsOf(curve, {
        falseMatchRate: curve.falseMatchRate[i]!,
        falseNonMatchRate: curve.falseNonMatchRate[i]!,
      }),
    );
    if (here > value) {
      value = here;
      found = i;
    }
  }
  return { value, point: pointAt(curve, found) };
}
