import { checkPositiveInteger } from '../../check.ts';
import type { Hook, RunInfo } from '../hook.ts';
import type { WeightsCopy } from '../weights.ts';

/**
 * Stops when the loss or a weight is no finite number any more, and puts the last good weights back: a copy is taken at the
 * start and every `every` steps (100). `fit` has one unless it is given hooks named `nan`.
 *
 * @throws RangeError if every is not a positive integer
 */
export function stopOnNaN(o: { every?: number } = {}): Hook {
  const { every = 100 } = o;
  checkPositiveInteger(every, 'stopOnNaN: every');
  let run: RunInfo | undefined;
  let good: WeightsCopy | undefined;
  return {
    name: 'nan',
    async onStart(info) {
      run = info;
      good = await info.weights.copy();
    },
    async onStep({ loss, step, steps }) {
      if (!Number.isFinite(loss)) {
        run!.weights.restore(good!);
        return 'stop';
      }
      // That was the loss before this step's update: whether the weights are still good, only they can say.
      if (step % every !== 0 && step !== steps) return;
      const copy = await run!.weights.copy();
      if (!copy.every((values) => values.every(Number.isFinite))) {
        run!.weights.restore(good!);
        return 'stop';
      }
      good = copy;
    },
    onEnd() {
      run = good = undefined;
    },
  };
}
