import type { Hook } from '@siamese/core';
import cliProgress from 'cli-progress';
import { duration } from '../format.ts';
import { note } from '../print.ts';
import { secondsSince } from '../seconds-since.ts';

/**
 * Shows how far a run is, on standard error: a bar in a terminal, a line every ten seconds elsewhere, with the step, the
 * loss (smoothed), items/s and the time that is left. The clock is only read to be shown.
 */
export function showProgress(what: string): Hook {
  const bar = new cliProgress.SingleBar({
    format: `${what} {bar} {value}/{total} | loss {loss} | {rate} items/s | {left} left`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    fps: 5,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    emptyOnZero: true,
  });
  let shown = false;
  let from = 0;
  let first = 1;
  let items = 0;
  let smooth = 0;
  return {
    name: 'progress',
    onStart({ steps, notes, from: made }) {
      note(...notes);
      first = made + 1;
      items = 0;
      shown = true;
      bar.start(steps, made, { loss: '-', rate: '-', left: '-' });
    },
    onStep({ step, steps, loss, items: more }) {
      smooth = step === first ? loss : 0.95 * smooth + 0.05 * loss;
      // The first step builds the backend's graphs: it says nothing about the speed of the others.
      if (step === first) {
        from = performance.now();
        return;
      }
      items += more;
      const seconds = Math.max(1e-3, secondsSince(from));
      bar.update(step, {
        loss: smooth.toPrecision(3),
        rate: Math.round(items / seconds),
        left: duration((seconds / (step - first)) * (steps - step)),
      });
    },
    dispose() {
      // A bar's timer keeps the process alive, also of a run that failed.
      if (shown) bar.stop();
      shown = false;
    },
  };
}
