import { checkInRange, checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Stays near `max`, falls around step `pi period`, and ends near `min`:
 * `min + (max - min) (1 - tanh(n / period - pi)) / 2`, n the number of the step from 1.
 *
 * Reference: `TanhDecayScheduler` of yui's siamese networks.
 *
 * @param o.period 2048 unless given
 * @throws RangeError if max or period is not positive, or min not between 0 and max
 */
export function tanhDecay(o: { max: number; min?: number; period?: number }): Schedule {
  const { max, min = 0, period = 2048 } = o;
  checkPositive(max, 'tanhDecay: max');
  checkInRange(min, 0, max, 'tanhDecay: min');
  checkPositive(period, 'tanhDecay: period');
  return (step) => min + ((max - min) * (1 - Math.tanh((step + 1) / period - Math.PI))) / 2;
}
