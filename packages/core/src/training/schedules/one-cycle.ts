import { checkInRange, checkPositive } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/** From a at t = 0 to b at t = 1 by half a cosine. */
const between = (a: number, b: number, t: number): number => b + ((a - b) * (1 + Math.cos(Math.PI * t))) / 2;

/**
 * One cycle: by half a cosine from `peak / 25` up to `peak` within the first `rise` of the steps, and down again to
 * `peak / 250,000` at the last.
 *
 * The same numbers as PyTorch's `OneCycleLR`. Reference: Smith and Topin 2018, "Super-Convergence".
 *
 * @param o.rise the share of the steps that rise, 0.3 unless given
 * @throws RangeError if peak is not positive or rise not between 0 and 1
 */
export function oneCycle(o: { peak: number; rise?: number }): Schedule {
  const { peak, rise = 0.3 } = o;
  checkPositive(peak, 'oneCycle: peak');
  checkInRange(rise, 0, 1, 'oneCycle: rise');
  return (step, steps) => {
    const top = Math.max(0, rise * steps - 1);
    const last = Math.max(1, steps - 1);
    if (step < top) return between(peak / 25, peak, step / top);
    return between(peak, peak / 250_000, Math.min(1, (step - top) / Math.max(1e-9, last - top)));
  };
}
