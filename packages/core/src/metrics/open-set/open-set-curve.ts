import { checkSameLength } from '../../check.ts';
import { curveOfCounts } from '../verification-curve.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { risingOrder } from '../ranked.ts';
import type { Searches } from './open-set.ts';

/**
 * What a gallery does at every threshold. As a verification curve its same pairs are the searches of known people and its
 * different ones those of strangers: `falseMatchRate` is the share of strangers let in, `auc` tells known people from
 * strangers (AUROC), and `fprAtTpr` is the share of strangers let in with 95 % of the known people.
 */
export type OpenSetCurve = VerificationCurve & {
  /** The share of known people who are let in and named rightly (DIR at rank 1), at each threshold. */
  readonly identified: Float64Array;
};

/**
 * The curve of searches.
 *
 * @param times how often each search counts, the known ones first, then the strangers; once unless given
 * @throws RangeError if lengths differ, a score is NaN or infinite (its place is named), or there are no known people or
 * no strangers
 */
export function openSetCurve(searches: Searches, times?: ArrayLike<number>): OpenSetCurve {
  return openSetCurves(searches)(times);
}

/** The same for many samples: the scores are put in order once. */
export function openSetCurves({ known, right, strangers }: Searches): (times?: ArrayLike<number>) => OpenSetCurve {
  checkSameLength(known, right, 'openSetCurve: known and right');
  const scores = Float64Array.from({ length: known.length + strangers.length }, (_, i) => {
    const score = i < known.length ? known[i]! : strangers[i - known.length]!;
    if (Number.isFinite(score)) return score;
    const whose = i < known.length ? `known person ${i}` : `stranger ${i - known.length}`;
    throw new RangeError(`openSetCurve: scores must be finite numbers, got ${score} for ${whose}`);
  });
  const order = risingOrder(scores).reverse();
  const thresholds: number[] = [];
  const pointOf = new Uint32Array(scores.length);
  for (const i of order) {
    if (scores[i] !== thresholds.at(-1)) thresholds.push(scores[i]!);
    pointOf[i] = thresholds.length - 1;
  }
  return (times) => {
    const counts = [known, strangers, right].map(() => new Float64Array(thresholds.length));
    for (let i = 0; i < scores.length; i++) {
      const weight = times ? times[i]! : 1;
      counts[i < known.length ? 0 : 1]![pointOf[i]!]! += weight;
      if (i < known.length && right[i]) counts[2]![pointOf[i]!]! += weight;
    }
    const curve = curveOfCounts(thresholds, counts[0]!, counts[1]!, 'openSetCurve');
    const identified = new Float64Array(thresholds.length + 1);
    for (let i = 0, sum = 0; i < thresholds.length; i++) identified[i + 1] = (sum += counts[2]![i]!) / curve.same;
    return { ...curve, identified };
  };
}
