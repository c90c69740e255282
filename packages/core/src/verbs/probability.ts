import type { Calibration } from '../encoder.ts';
import { fitIsotonic, fitPlatt, probabilityOfSame, verificationCurve } from '../metrics/index.ts';
import { isComparator, type Model } from './sides.ts';

/** How scores become probabilities: a logistic curve, or the rising curve nearest to the truth. */
export type ProbabilityCurve = 'platt' | 'isotonic';

/** No further from certain than this, as log odds: a head that rounds to 0 or 1 has infinite ones. */
const surest = 40;

/** What a curve is fitted to: scores as they are, or the log odds of a head's probabilities, in which a logistic curve is one. */
function evidenceOf<A, B>(model: Model<A, B>, score: number): number {
  if (!isComparator(model)) return score;
  return Math.min(surest, Math.max(-surest, Math.log(score) - Math.log1p(-score)));
}

/** Fits the curve from scores to probabilities on the scores of same and of different pairs. */
export function fitProbability<A, B>(
  model: Model<A, B>,
  same: Float64Array,
  different: Float64Array,
  { curve, prior }: { curve: ProbabilityCurve; prior: number },
): NonNullable<Calibration['probability']> {
  const evidence = new Float64Array(same.length + different.length);
  evidence.set(same);
  evidence.set(different, same.length);
  const measured = verificationCurve(
    evidence.map((score) => evidenceOf(model, score)),
    Array.from(evidence, (_, pair) => pair < same.length),
  );
  return { curve: curve === 'platt' ? fitPlatt(measured) : fitIsotonic(measured), prior };
}

/** The probability that a score of the model means same, as a property; none where nothing was calibrated. */
export function probabilityFor<A, B>(model: Model<A, B>, score: number): { probability?: number } {
  const fitted = model.calibration?.probability;
  if (fitted === undefined) return {};
  return { probability: probabilityOfSame(fitted.curve, evidenceOf(model, score), fitted.prior) };
}
