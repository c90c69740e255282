import { checkInRange, checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Swings between `max` and `min` once every `period` steps, each time a little less:
 * `min + (max - min) (1 + sin(2 pi n / period)) / 2 / (1 + n / (pi period))`, n the number of the step from 1.
 *
 * Reference: `SinScheduler` of yui's siamese networks.
 *
 * @param o.period steps of one swing, 1024 unless given
 * @param o.decay false: it swings on as widely as at first
 * @throws RangeError if max or period is not positive, or min not between 0 and max
 */
export function sineDecay(o: { max: number; min?: number; period?: number; decay?: boolean }): Schedule {
  const { max, min = 0, period = 1024, decay = true } = o;
  checkPositive(max, 'sineDecay: max');
  checkInRange(min, 0, max, 'sineDecay: min');
  checkPositive(period, 'sineDecay: period');
  return (step) => {
    const n = step + 1;
    const swing = ((max - min) * (1 + Math.sin((2 * Math.PI * n) / period))) / 2;
    return min + swing / (decay ? 1 + n / (Math.PI * period) : 1);
  };
}
