import { checkSameLength } from '../check.ts';
import { createRandom } from '../random.ts';
import { curveOfSums, replicateCurves } from './all-pairs/replicate-curves.ts';
import { edgePoints } from './all-pairs/unit-counts.ts';
import { intervalNote, numberUnits } from './bootstrap.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import { curveFigures } from './curve-figures.ts';
import type { CurveFigures } from './curve-figures.ts';
import { curveOptions } from './curve-options.ts';
import { verificationCurve } from './verification-curve.ts';

/** How given pairs are evaluated. */
export type GivenPairsOptions = BootstrapOptions & {
  /**
   * Whose the two items of each pair are: intervals then draw identities, as pairs that share one are not independent.
   * Without it they draw pairs, the same and the different ones apart.
   */
  readonly identities?: readonly [ArrayLike<string>, ArrayLike<string>];
  /** Thresholds that figures will ask for, so that intervals are exact there. */
  readonly thresholds?: readonly number[];
};

/** Scores in falling bins: how many there are, the lowest score of each, and the bin of each pair. */
type Binned = { readonly bins: number; readonly thresholds: Float64Array; readonly binOf: Uint8Array };

/**
 * The verification curve of pairs that are given (LFW's, a test list of signatures), and figures of it with intervals by
 * 400 bootstrap samples unless said otherwise: `givenPairs(scores, same, { seed: 1 }).figure(eer)`.
 *
 * @throws RangeError if lengths differ, a score is NaN or infinite (its place is named), all pairs are same or all
 * different, or an identity has another one in a same pair
 */
export function givenPairs(
  scores: ArrayLike<number>,
  same: ArrayLike<boolean>,
  options: GivenPairsOptions,
): CurveFigures {
  const { identities } = options;
  const { seed, replicates, confidence, thresholds } = curveOptions(options, 'givenPairs');
  const curve = verificationCurve(scores, same);
  const edges = Float64Array.from(edgePoints(curve, thresholds), (point) => curve.thresholds[point]!);
  const binOf = Uint8Array.from({ length: scores.length }, (_, pair) =>
    edges.findIndex((edge) => scores[pair]! >= edge),
  );
  const binned = { bins: edges.length, thresholds: edges, binOf };
  if (identities === undefined) {
    const note = 'intervals draw pairs, as if those that share an item were independent';
    return curveFigures(curve, drawPairs(binned, same, seed, replicates), confidence, [note]);
  }
  const { counts, units } = countIdentities(binned, same, identities);
  const note = intervalNote(units);
  const curves = replicateCurves(counts, 'identity', seed, replicates);
  return curveFigures(curve, curves, confidence, note === undefined ? [] : [note]);
}

/** Same and different pairs drawn apart, each as many as there are. */
function drawPairs({ bins, thresholds, binOf }: Binned, same: ArrayLike<boolean>, seed: number, replicates: number) {
  const kinds = [true, false].map((kind) => binOf.filter((_, pair) => Boolean(same[pair]) === kind));
  const sumsOf = (list: Uint8Array, place: (i: number) => number) => {
    const sums = new Float64Array(bins);
    for (let i = 0; i < list.length; i++) sums[list[place(i)]!]!++;
    return sums;
  };
  const [whole, ...drawn] = Array.from({ length: replicates + 1 }, (_, replicate) => {
    const random = createRandom(seed, 'givenPairs', replicate);
    const [sames, differents] = kinds.map((list) =>
      sumsOf(list, replicate === 0 ? (i) => i : () => random.int(list.length)),
    );
    return curveOfSums(thresholds, sames!, differents!);
  });
  return { whole: whole!, drawn };
}

function countIdentities(
  { bins, thresholds, binOf }: Binned,
  same: ArrayLike<boolean>,
  [a, b]: readonly [ArrayLike<string>, ArrayLike<string>],
) {
  checkSameLength(a, same, 'givenPairs: identities and pairs');
  checkSameLength(b, same, 'givenPairs: identities and pairs');
  const { unitOf, count: units } = numberUnits(2 * a.length, Array.from(a).concat(Array.from(b)));
  const counts = {
    thresholds,
    bins,
    units,
    same: new Uint32Array(units * bins),
    different: new Uint32Array(units * bins),
  };
  for (let pair = 0; pair < binOf.length; pair++) {
    const [first, second] = [unitOf[pair]!, unitOf[pair + a.length]!];
    if (same[pair] !== (first === second)) {
      throw new RangeError(
        `givenPairs: identities must agree with same, got '${a[pair]}' and '${b[pair]}' for a ${same[pair] ? 'same' : 'different'} pair at ${pair}`,
      );
    }
    const of = same[pair] ? counts.same : counts.different;
    of[first * bins + binOf[pair]!]!++;
    if (!same[pair]) of[second * bins + binOf[pair]!]!++;
  }
  return { counts, units };
}
