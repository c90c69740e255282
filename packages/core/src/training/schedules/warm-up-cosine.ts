import { checkInRange, checkNonNegativeInteger, checkPositive } from '../../check.ts';
import { cosineDecay } from './cosine-decay.ts';
import type { Schedule } from './schedule.ts';
import { warmUp as afterWarmUp } from './warm-up.ts';

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
  const fall = cosineDecay({ peak, floor });
  return warmUp === 0 ? fall : afterWarmUp(warmUp, fall);
}
