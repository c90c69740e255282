import { checkPositiveInteger } from '../../check.ts';
import type { Json } from '../../json.ts';
import type { Hook, RunInfo } from '../hook.ts';
import type { WeightsCopy } from '../weights.ts';
import { type Measure, watchMeasure } from './watch-measure.ts';

/**
 * Stops when a measure has not become better for `patience` looks in a row, and keeps the weights that were best.
 *
 * @param o.every steps between two looks
 * @param o.patience looks without an improvement before it stops, 3 unless given
 * @param o.measure what is looked at, on data that is not trained on; the mean loss since the last look unless given
 * @param o.better which way is better, 'smaller' unless given
 * @throws RangeError if every or patience is not a positive integer
 */
export function earlyStopping(o: Measure & { patience?: number }): Hook {
  const { patience = 3 } = o;
  const watch = watchMeasure(o, 'earlyStopping');
  checkPositiveInteger(patience, 'earlyStopping: patience');
  let run: RunInfo | undefined;
  let best: WeightsCopy | undefined;
  let waited = 0;
  return {
    name: 'early',
    onStart(info) {
      run = info;
      best = undefined;
      waited = 0;
      watch.start();
    },
    async onStep(event) {
      const improved = await watch.look(event);
      if (improved === undefined) return;
      if (improved) {
        best = await run!.weights.copy();
        waited = 0;
      } else if (++waited >= patience) return 'stop';
    },
    onEnd({ stopped }) {
      if (best !== undefined && stopped !== 'nan') run!.weights.restore(best);
      run = best = undefined;
    },
    save: () => ({ json: { waited, watch: watch.save() }, ...(best === undefined ? {} : { weights: best }) }),
    restore({ json, weights }) {
      const saved = json as { waited: number; watch: Json };
      waited = saved.waited;
      watch.restore(saved.watch);
      best = weights;
    },
  };
}
