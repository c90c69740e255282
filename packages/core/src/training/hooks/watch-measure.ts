import { checkPositiveInteger } from '../../check.ts';
import type { Json } from '../../json.ts';
import type { StepEvent } from '../hook.ts';

/** What a run is looked at by. */
export type Measure = {
  /** Steps between two looks. */
  every: number;
  /** What is looked at, on data that is not trained on; the mean loss since the last look unless given. */
  measure?: () => number | Promise<number>;
  /** Which way is better, 'smaller' unless given. */
  better?: 'smaller' | 'larger';
};

/** Looks at a measure every so many steps, and knows the best so far. */
export type Watch = {
  start(): void;
  /** Whether it is better than ever before; undefined where this is no step to look. */
  look(event: StepEvent): Promise<boolean | undefined>;
  save(): Json;
  restore(saved: Json): void;
};

/** @throws RangeError if every is not a positive integer */
export function watchMeasure({ every, measure, better = 'smaller' }: Measure, where: string): Watch {
  checkPositiveInteger(every, `${where}: every`);
  const sign = better === 'smaller' ? 1 : -1;
  let best: number | null = null;
  let losses = 0;
  return {
    start() {
      best = null;
      losses = 0;
    },
    async look({ step, loss }) {
      losses += loss / every;
      if (step % every !== 0) return undefined;
      const value = sign * (measure === undefined ? losses : await measure());
      losses = 0;
      const improved = best === null ? !Number.isNaN(value) : value < best;
      if (improved) best = value;
      return improved;
    },
    save: () => ({ best, losses }),
    restore(saved) {
      ({ best, losses } = saved as { best: number | null; losses: number });
    },
  };
}
