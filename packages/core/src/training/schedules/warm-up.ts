import { checkPositiveInteger } from '../../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Rises in a line over the first `steps` steps to where another schedule starts, and follows that from there on:
 * `schedule(0) (step + 1) / (steps + 1)`, then `schedule(step - steps)` of a run that is so much shorter.
 *
 * Reference: Goyal et al. 2017, "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", section 2.2.
 *
 * @throws RangeError if steps is not a positive integer
 */
export function warmUp(steps: number, schedule: Schedule): Schedule {
  checkPositiveInteger(steps, 'warmUp: steps');
  return (step, all) => {
    const rest = Math.max(1, all - steps);
    return step < steps ? (schedule(0, rest) * (step + 1)) / (steps + 1) : schedule(step - steps, rest);
  };
}
