import { checkInRange, checkPositive } from '../check.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** What an error costs, and how often a pair is same where the verifier will be used. */
export type DetectionCost = {
  /** Prior of a same pair, 0.05 unless given. */
  readonly pTarget?: number;
  /** Cost of a same pair called different, 1 unless given. */
  readonly costMiss?: number;
  /** Cost of a different pair called same, 1 unless given. */
  readonly costFalseAlarm?: number;
};

/**
 * The smallest normalised detection cost over all thresholds (NIST speaker recognition evaluations):
 * `min (costMiss pTarget FNMR + costFalseAlarm (1 - pTarget) FMR) / min(costMiss pTarget, costFalseAlarm (1 - pTarget))`.
 * 0: no error; 1: as good as deciding without looking.
 *
 * @throws RangeError unless 0 < pTarget < 1 and the costs are above 0
 */
export function minDcf(curve: VerificationCurve, cost: DetectionCost = {}): number {
  const { pTarget = 0.05, costMiss = 1, costFalseAlarm = 1 } = cost;
  checkInRange(pTarget, Number.MIN_VALUE, 1 - Number.EPSILON / 2, 'minDcf: pTarget');
  checkPositive(costMiss, 'minDcf: costMiss');
  checkPositive(costFalseAlarm, 'minDcf: costFalseAlarm');
  const miss = costMiss * pTarget;
  const alarm = costFalseAlarm * (1 - pTarget);
  let least = Infinity;
  for (let i = 0; i < curve.thresholds.length; i++) {
    least = Math.min(least, miss * curve.falseNonMatchRate[i]! + alarm * curve.falseMatchRate[i]!);
  }
  return least / Math.min(miss, alarm);
}
