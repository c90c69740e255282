import { checkInRange, checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Falls as one over the number of the step, which counts from 1, within bounds: `min(max, max(min, factor / (step + 1)))`.
 *
 * Reference: `DivideByStep` of yui's siamese networks, whose defaults these are.
 *
 * @param o.factor 1 unless given
 * @param o.max 1e-2 unless given
 * @param o.min 1e-6 unless given
 * @throws RangeError if factor or max is not positive, or min not between 0 and max
 */
export function divideByStep(o: { factor?: number; max?: number; min?: number } = {}): Schedule {
  const { factor = 1, max = 1e-2, min = 1e-6 } = o;
  checkPositive(factor, 'divideByStep: factor');
  checkPositive(max, 'divideByStep: max');
  checkInRange(min, 0, max, 'divideByStep: min');
  return (step) => Math.min(max, Math.max(min, factor / (step + 1)));
}
