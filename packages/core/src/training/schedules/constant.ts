import { checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * The same learning rate at every step.
 *
 * @throws RangeError if rate is not a positive number
 */
export function constant(rate: number): Schedule {
  checkPositive(rate, 'constant: rate');
  return () => rate;
}
