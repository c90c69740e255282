import { checkInRange, checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Falls by half a cosine from `peak` at the first step to `floor` at the last: `floor + (peak - floor) (1 + cos(pi t)) / 2`,
 * `t = step / (steps - 1)`.
 *
 * Reference: Loshchilov and Hutter 2017, "SGDR".
 *
 * @param o.floor where it ends, 0 unless given
 * @throws RangeError if peak is not positive, or floor not between 0 and peak
 */
export function cosineDecay(o: { peak: number; floor?: number }): Schedule {
  const { peak, floor = 0 } = o;
  checkPositive(peak, 'cosineDecay: peak');
  checkInRange(floor, 0, peak, 'cosineDecay: floor');
  return (step, steps) => {
    const t = Math.min(1, step / Math.max(1, steps - 1));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * t))) / 2;
  };
}
