import { checkPositiveInteger } from '../../check.ts';
import type { Hook, StepEvent } from '../hook.ts';

/** A step with what only a clock knows, for people to read. */
export type Progress = StepEvent & { readonly itemsPerSecond: number; readonly secondsLeft: number };

/**
 * Tells how far the run is: every `every` steps (1) and after the last.
 *
 * @throws RangeError if every is not a positive integer
 */
export function progress(report: (progress: Progress) => void, o: { every?: number } = {}): Hook {
  const { every = 1 } = o;
  checkPositiveInteger(every, 'progress: every');
  let start = 0;
  let from = 0;
  let items = 0;
  return {
    name: 'progress',
    onStart(run) {
      start = performance.now();
      from = run.from;
      items = 0;
    },
    onStep(event) {
      items += event.items;
      if (event.step % every !== 0 && event.step !== event.steps) return;
      const elapsed = (performance.now() - start) / 1000;
      // A clock that jumps back, or stands still, makes no number that is negative or none.
      const seconds = elapsed > 0 ? elapsed : 1e-9;
      const secondsLeft = (seconds / (event.step - from)) * (event.steps - event.step);
      report({ ...event, itemsPerSecond: items / seconds, secondsLeft });
    },
  };
}
