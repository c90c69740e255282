import { checkFinite, checkInRange } from '../../check.ts';
import type { Isotonic } from './isotonic.ts';
import type { Platt } from './platt.ts';

/** From scores to probabilities: plain numbers, to be kept beside a model. */
export type ScoreCalibration = Platt | Isotonic;

/**
 * The probability that a pair with this score is the same, where the share `prior` of all pairs is (unless given, as
 * many as among the pairs it was calibrated on, which for all pairs of a set is very few).
 *
 * @throws RangeError if the score is NaN or infinite, or unless 0 < prior < 1
 */
export function probabilityOfSame(calibration: ScoreCalibration, score: number, prior?: number): number {
  checkFinite(score, 'probabilityOfSame: score');
  if (prior === undefined) {
    return calibration.kind === 'platt' ? logistic(calibration, score) : interpolated(calibration, score);
  }
  checkInRange(prior, Number.MIN_VALUE, 1 - Number.EPSILON / 2, 'probabilityOfSame: prior');
  return 1 / (1 + Math.exp(-(logLikelihoodRatio(calibration, score) + Math.log(prior / (1 - prior)))));
}

/**
 * `ln p(score | same) / p(score | different)`: what the score alone says, whatever the prior. 0 says nothing; isotonic
 * calibration gives infinite ones where it saw only one kind.
 *
 * @throws RangeError if the score is NaN or infinite
 */
export function logLikelihoodRatio(calibration: ScoreCalibration, score: number): number {
  checkFinite(score, 'logLikelihoodRatio: score');
  const odds = Math.log(calibration.same / calibration.different);
  if (calibration.kind === 'platt') return calibration.slope * score + calibration.intercept - odds;
  const p = interpolated(calibration, score);
  return Math.log(p / (1 - p)) - odds;
}

function logistic({ slope, intercept }: Platt, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + intercept)));
}

/** On straight lines between the knots, level beyond them. */
function interpolated({ scores, probabilities }: Isotonic, score: number): number {
  let low = 0;
  let high = scores.length - 1;
  if (score <= scores[low]!) return probabilities[low]!;
  if (score >= scores[high]!) return probabilities[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (scores[middle]! <= score) low = middle;
    else high = middle;
  }
  const part = (score - scores[low]!) / (scores[high]! - scores[low]!);
  return probabilities[low]! + part * (probabilities[high]! - probabilities[low]!);
}
