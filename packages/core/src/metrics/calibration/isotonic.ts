import type { VerificationCurve } from '../verification-curve.ts';
import { poolAdjacent } from './pool-adjacent.ts';

/** A rising curve on straight lines between knots, and how many pairs it was fitted to. */
export type Isotonic = {
  readonly kind: 'isotonic';
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  readonly same: number;
  readonly different: number;
};

/**
 * Fits the rising curve from scores to probabilities that is nearest to the truth (`poolAdjacent`): each pool is level
 * from its lowest to its highest score, straight lines join them. It follows any shape, but needs a thousand pairs or more.
 *
 * Probabilities of exactly 0 and 1 occur where only one kind of pair was seen.
 */
export function fitIsotonic(curve: VerificationCurve): Isotonic {
  const scores: number[] = [];
  const probabilities: number[] = [];
  for (const { low, high, same, different } of poolAdjacent(curve)) {
    const p = same / (same + different);
    scores.push(low);
    probabilities.push(p);
    if (high === low) continue;
    scores.push(high);
    probabilities.push(p);
  }
  return { kind: 'isotonic', scores, probabilities, same: curve.same, different: curve.different };
}
