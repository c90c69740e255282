import { checkSameLength } from '../check.ts';
import type { CurveFigures } from './curve-figures.ts';
import { differenceOf } from './difference.ts';
import type { Difference } from './difference.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * Compares two models by a figure of their verification curves, `curveDifference(a, b, eer)`, where both were evaluated on
 * the same items or pairs with the same seed (`allPairs`, `givenPairs`): sample i drew the same identities for both.
 *
 * @throws RangeError if they have other numbers of pairs or samples
 */
export function curveDifference(
  first: CurveFigures,
  second: CurveFigures,
  of: (curve: VerificationCurve) => number,
  { range, confidence = 0.95 }: { readonly range?: readonly [number, number]; readonly confidence?: number } = {},
): Difference {
  const pairs = ({ curve }: CurveFigures) => curve.same + curve.different;
  if (first.curve.same !== second.curve.same || first.curve.different !== second.curve.different) {
    throw new RangeError(
      `curveDifference: both must be of the same pairs, got ${pairs(first)} (${first.curve.same} same) and ${pairs(second)} (${second.curve.same} same)`,
    );
  }
  const [a, b] = [first.samples(of, range), second.samples(of, range)];
  checkSameLength(a, b, 'curveDifference: the samples of both');
  const samples = a.map((value, i) => value - b[i]!);
  return differenceOf(of(first.curve) - of(second.curve), samples, confidence, pairs(first));
}
