import { checkInRange, checkPositive, checkPositiveInteger } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Takes `factor` of the learning rate every `every` steps: `rate factor^floor(step / every)`.
 *
 * Reference: He et al. 2016, "Deep Residual Learning for Image Recognition", section 3.4 (a tenth at each plateau).
 *
 * @param o.factor 0.1 unless given
 * @throws RangeError if rate is not positive, factor not between 0 and 1, or every not a positive integer
 */
export function stepDecay(o: { rate: number; every: number; factor?: number }): Schedule {
  const { rate, every, factor = 0.1 } = o;
  checkPositive(rate, 'stepDecay: rate');
  checkPositiveInteger(every, 'stepDecay: every');
  checkInRange(factor, 0, 1, 'stepDecay: factor');
  return (step) => rate * factor ** Math.floor(step / every);
}
