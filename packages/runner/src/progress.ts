import cliProgress from 'cli-progress';
import { duration } from './format.ts';

/** A bar in a terminal, a line every ten seconds elsewhere: step, loss, items/s and the time that is left. */
export type Progress = {
  step(step: number, loss: number, items: number): void;
  /** Ends the bar; the seconds it ran. */
  stop(): number;
};

/** Shows how far `steps` steps of something have come, on standard error. The clock is only read to be shown. */
export function createProgress(what: string, steps: number): Progress {
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
  const start = performance.now();
  let from = start;
  let seen = 0;
  let done = 0;
  bar.start(steps, 0, { loss: '-', rate: '-', left: '-' });
  return {
    step(step, loss, items) {
      const now = performance.now();
      // The first step builds the backend's graphs: it says nothing about the speed of the others.
      if (done === 0) from = now;
      else seen += items;
      done++;
      const seconds = (now - from) / 1000;
      const rate = seconds > 0 ? Math.round(seen / seconds) : 0;
      const left = done > 1 ? (seconds / (done - 1)) * (steps - step) : 0;
      bar.update(Math.min(step, steps), {
        loss: loss.toPrecision(3),
        rate: done > 1 ? rate : '-',
        left: done > 1 ? duration(left) : '-',
      });
    },
    stop() {
      bar.stop();
      return (performance.now() - start) / 1000;
    },
  };
}
