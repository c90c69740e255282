import { checkInRange, checkNonNegativeInteger, checkPositive } from '../check.ts';

/** The learning rate of a step (from 0) out of `steps`. */
export type Schedule = (step: number, steps: number) => number;

/**
 * The same learning rate at every step.
 *
 * @throws RangeError if rate is not a positive number
 */
export function constant(rate: number): Schedule {
  checkPositive(rate, 'constant: rate');
  return () => rate;
}

/**
 * Rises in a line to `peak` over `warmUp` steps, then falls by half a cosine to `floor` at the last step:
 * `floor + (peak - floor) (1 + cos(pi t)) / 2`.
 *
 * Reference: Loshchilov and Hutter 2017, "SGDR".
 *
 * @param o.warmUp steps before the peak, 0 unless given
 * @param o.floor where it ends, 0 unless given
 * @throws RangeError if peak is not positive, warmUp not a whole number or floor not between 0 and peak
 */
export function warmUpCosine(o: { peak: number; warmUp?: number; floor?: number }): Schedule {
  const { peak, warmUp = 0, floor = 0 } = o;
  checkPositive(peak, 'warmUpCosine: peak');
  checkNonNegativeInteger(warmUp, 'warmUpCosine: warmUp');
  checkInRange(floor, 0, peak, 'warmUpCosine: floor');
  return (step, steps) => {
    if (step < warmUp) return (peak * (step + 1)) / (warmUp + 1);
    const t = Math.min(1, (step - warmUp) / Math.max(1, steps - 1 - warmUp));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * t))) / 2;
  };
}
