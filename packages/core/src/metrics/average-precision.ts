import type { VerificationCurve } from './verification-curve.ts';

/**
 * The area under the precision-recall curve as a sum of steps: `AP = sum_i (R_i - R_(i-1)) P_i`, without the optimism of
 * straight lines between its points. Chance is the share of same pairs.
 *
 * Reference: Davis and Goadrich, The relationship between precision-recall and ROC curves, 2006.
 */
export function averagePrecision({ falseMatchRate, falseNonMatchRate, same, different }: VerificationCurve): number {
  let area = 0;
  for (let i = 1; i < falseMatchRate.length; i++) {
    const found = falseNonMatchRate[i - 1]! - falseNonMatchRate[i]!;
    if (!(found > 0)) continue;
    const matched = same * (1 - falseNonMatchRate[i]!);
    area += (found * matched) / (matched + different * falseMatchRate[i]!);
  }
  return area;
}
