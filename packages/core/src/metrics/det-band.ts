import { checkInRange } from '../check.ts';
import type { CurveFigures } from './curve-figures.ts';
import type { Figure } from './figure.ts';
import { fnmrAtFmr } from './fnmr-at-fmr.ts';

/** A false non-match rate with its interval, and the false match rate it belongs to. */
export type DetPoint = Figure & { readonly falseMatchRate: number };

/**
 * The detection error trade-off with its confidence band: the false non-match rate, with its interval, at each of some false
 * match rates. For a drawing on normal-deviate axes take `normalQuantile` of all of them, as `detCurve` does.
 *
 * The band is pointwise: each interval holds for its rate, not all at once. Rates unless given are 0.5, 0.2, 0.1, 0.05, ... down
 * to 30 false matches, below which little can be said (the rule of 30).
 *
 * Reference: Bolle, Ratha, Pankanti, Error analysis of pattern recognition systems: the subsets bootstrap, 2004.
 *
 * @param pairs of `allPairs` or `givenPairs`, which draw the samples
 * @throws RangeError unless each rate is between 0 and 1
 */
export function detBand(
  pairs: CurveFigures,
  rates: readonly number[] = usualRates(pairs.curve.different),
): readonly DetPoint[] {
  for (const rate of rates) checkInRange(rate, 0, 1, 'detBand: each rate');
  return rates.map((falseMatchRate) => ({
    falseMatchRate,
    ...pairs.figure((curve) => fnmrAtFmr(curve, falseMatchRate)),
  }));
}

function usualRates(different: number): number[] {
  const rates: number[] = [];
  for (let decade = 10; ; decade *= 10) {
    for (const step of [5, 2, 1]) {
      const rate = step / decade;
      if (rate * different < 30 && rates.length > 0) return rates;
      rates.push(rate);
    }
  }
}
