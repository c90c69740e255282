import { checkSameLength } from '../check.ts';

/**
 * How often a verifier errs at every threshold: the ROC curve, in rates of errors.
 *
 * Point i is the verifier that calls same what scores `thresholds[i]` or more. Thresholds fall; the first is Infinity
 * (nothing is same: no false match, every same pair missed), at the last everything is same.
 */
export type VerificationCurve = {
  readonly thresholds: Float64Array;
  /** Different pairs called same, over all different pairs (false match rate, FAR, false positive rate). */
  readonly falseMatchRate: Float64Array;
  /** Same pairs called different, over all same pairs (false non-match rate, FRR, 1 - true positive rate). */
  readonly falseNonMatchRate: Float64Array;
  /** How many same pairs it was measured on. */
  readonly same: number;
  /** How many different pairs it was measured on. */
  readonly different: number;
};

/**
 * The curve of scores, larger being more alike; equal scores are one point.
 *
 * @throws RangeError if lengths differ, a score is NaN or infinite, or all pairs are same or all different
 */
export function verificationCurve(scores: ArrayLike<number>, same: ArrayLike<boolean>): VerificationCurve {
  checkSameLength(scores, same, 'verificationCurve: scores and same');
  const split: [number[], number[]] = [[], []];
  for (let pair = 0; pair < scores.length; pair++) {
    const score = scores[pair]!;
    if (!Number.isFinite(score)) {
      throw new RangeError(`verificationCurve: scores must be finite numbers, got ${score} at ${pair}`);
    }
    split[same[pair] ? 0 : 1].push(score);
  }
  return curveOfScores(Float64Array.from(split[0]), Float64Array.from(split[1]), 'verificationCurve');
}

/**
 * The curve of the scores of same pairs and of different ones, which it sorts in place; equal scores are one point.
 *
 * @throws RangeError if there are none of a kind
 */
export function curveOfScores(same: Float64Array, different: Float64Array, where: string): VerificationCurve {
  const matches = same.sort().reverse();
  const strangers = different.sort().reverse();
  const thresholds: number[] = [];
  const sameCounts: number[] = [];
  const differentCounts: number[] = [];
  let s = 0;
  let d = 0;
  while (s < matches.length || d < strangers.length) {
    const threshold = Math.max(matches[s] ?? -Infinity, strangers[d] ?? -Infinity);
    const [s0, d0] = [s, d];
    while (s < matches.length && matches[s] === threshold) s++;
    while (d < strangers.length && strangers[d] === threshold) d++;
    thresholds.push(threshold);
    sameCounts.push(s - s0);
    differentCounts.push(d - d0);
  }
  return curveOfCounts(thresholds, sameCounts, differentCounts, where);
}

/**
 * The curve of counted pairs: how many same and different ones lie at or above each falling threshold, and below the
 * one before.
 *
 * @throws RangeError if all pairs are same or all different
 */
export function curveOfCounts(
  thresholds: ArrayLike<number>,
  same: ArrayLike<number>,
  different: ArrayLike<number>,
  where: string,
): VerificationCurve {
  let sames = 0;
  let differents = 0;
  for (let i = 0; i < thresholds.length; i++) {
    sames += same[i]!;
    differents += different[i]!;
  }
  if (!(sames > 0) || !(differents > 0)) {
    throw new RangeError(`${where}: there must be same and different pairs, got ${sames} and ${differents}`);
  }
  const points = thresholds.length + 1;
  const curve = {
    thresholds: new Float64Array(points),
    falseMatchRate: new Float64Array(points),
    falseNonMatchRate: new Float64Array(points),
    same: sames,
    different: differents,
  };
  curve.thresholds[0] = Infinity;
  curve.falseNonMatchRate[0] = 1;
  let matched = 0;
  let mistaken = 0;
  for (let i = 0; i < thresholds.length; i++) {
    curve.thresholds[i + 1] = thresholds[i]!;
    curve.falseMatchRate[i + 1] = (mistaken += different[i]!) / differents;
    curve.falseNonMatchRate[i + 1] = (sames - (matched += same[i]!)) / sames;
  }
  return curve;
}
