import type { VerificationCurve } from './verification-curve.ts';

/**
 * The area under the ROC curve: how often a same pair scores higher than a different one, ties counting half.
 * 1: told apart without an error; 0.5: chance.
 */
export function auc({ falseMatchRate, falseNonMatchRate }: VerificationCurve): number {
  let area = 0;
  for (let i = 1; i < falseMatchRate.length; i++) {
    const height = 1 - (falseNonMatchRate[i]! + falseNonMatchRate[i - 1]!) / 2;
    area += (falseMatchRate[i]! - falseMatchRate[i - 1]!) * height;
  }
  return area;
}
