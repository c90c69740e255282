import { checkInRange } from '../../check.ts';
import type { OpenSetCurve } from './open-set-curve.ts';

/**
 * The share of known people who are named rightly (DIR at rank 1) at the lowest threshold that lets in at most the share
 * `far` of the strangers.
 *
 * Reference: Phillips, Grother and Micheals, Evaluation methods in face recognition, 2011.
 *
 * @throws RangeError unless far is between 0 and 1
 */
export function dirAtFar(curve: OpenSetCurve, far: number): number {
  checkInRange(far, 0, 1, 'dirAtFar: far');
  return curve.identified[curve.falseMatchRate.findLastIndex((letIn) => letIn <= far)]!;
}
