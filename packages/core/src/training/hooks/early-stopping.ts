import { checkPositiveInteger } from '../../check.ts';
import type { Hook, RunInfo } from '../hook.ts';
import type { WeightsCopy } from '../weights.ts';

/**
 * Stops when a measure has not become better for `patience` looks in a row, and keeps the weights that were best.
 *
 * @param o.every steps between two looks
 * @param o.patience looks without an improvement before it stops, 3 unless given
 * @param o.measure what is looked at, on data that is not trained on; the mean loss since the last look unless given
 * @param o.better which way is better, 'smaller' unless given
 * @throws RangeError if every or patience is not a positive integer
 */
export function earlyStopping(o: {
  every: number;
  patience?: number;
  measure?: () => number | Promise<number>;
  better?: 'smaller' | 'larger';
}): Hook {
  const { every, patience = 3, measure, better = 'smaller' } = o;
  checkPositiveInteger(every, 'earlyStopping: every');
  checkPositiveInteger(patience, 'earlyStopping: patience');
  const sign = better === 'smaller' ? 1 : -1;
  let run: RunInfo | undefined;
  let best: { value: number; weights: WeightsCopy } | undefined;
  let waited = 0;
  let losses = 0;
  return {
    name: 'early',
    onStart(info) {
      run = info;
      best = undefined;
      waited = losses = 0;
    },
    async onStep({ step, loss }) {
      losses += loss / every;
      if (step % every !== 0) return;
      const value = sign * (measure === undefined ? losses : await measure());
      losses = 0;
      if (best === undefined || value < best.value) {
        best = { value, weights: await run!.weights.copy() };
        waited = 0;
      } else if (++waited >= patience) return 'stop';
    },
    onEnd({ stopped }) {
      if (best !== undefined && stopped !== 'nan') run!.weights.restore(best.weights);
      run = best = undefined;
    },
  };
}
