import { countsOf } from '../point-counts.ts';
import type { VerificationCurve } from '../verification-curve.ts';

/** Neighbouring scores that get one probability: from `low` to `high`, with how many same and different pairs. */
export type Pool = { low: number; high: number; same: number; different: number };

/**
 * Pools adjacent violators: the rising step function of the score that is nearest to the truth (1 for a same pair, 0 for
 * a different one) in squares and in cross-entropy alike. Pools rise with the score.
 *
 * Reference: Ayer et al., An empirical distribution function for sampling with incomplete information, 1955; Zadrozny
 * and Elkan, Transforming classifier scores into accurate multiclass probability estimates, 2002.
 */
export function poolAdjacent(curve: VerificationCurve): Pool[] {
  const { scores, same, different } = countsOf(curve);
  const pools: Pool[] = [];
  for (let i = scores.length - 1; i >= 0; i--) {
    let pool: Pool = { low: scores[i]!, high: scores[i]!, same: same[i]!, different: different[i]! };
    if (!(pool.same + pool.different > 0)) continue;
    for (let below = pools.at(-1); below !== undefined && !rises(below, pool); below = pools.at(-1)) {
      pools.pop();
      pool = {
        low: below.low,
        high: pool.high,
        same: below.same + pool.same,
        different: below.different + pool.different,
      };
    }
    pools.push(pool);
  }
  return pools;
}

function rises(below: Pool, above: Pool): boolean {
  return below.same * above.different < above.same * below.different;
}
