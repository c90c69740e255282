import { checkpointBytes } from '../checkpoint-bytes.ts';
import type { Hook, RunInfo } from '../hook.ts';
import { type Measure, watchMeasure } from './watch-measure.ts';

/**
 * Writes a checkpoint each time that a measure is better than ever before; `weightsFrom(encoder, checkpoint)` gives an encoder
 * its weights.
 *
 * @param o.every steps between two looks
 * @param o.measure what is looked at, on data that is not trained on; the mean loss since the last look unless given
 * @param o.better which way is better, 'smaller' unless given
 * @param o.write puts the bytes where the last ones were
 * @throws RangeError if every is not a positive integer
 */
export function keepBest(o: Measure & { write: (bytes: Uint8Array) => void | Promise<void> }): Hook {
  const watch = watchMeasure(o, 'keepBest');
  let run: RunInfo | undefined;
  let improved: boolean | undefined;
  return {
    name: 'best',
    onStart(info) {
      run = info;
      watch.start();
    },
    async onStep(event) {
      improved = await watch.look(event);
    },
    async afterStep(_, stopped) {
      if (improved === true && stopped !== 'nan') await o.write(checkpointBytes(await run!.checkpoint()));
    },
    onEnd() {
      run = undefined;
    },
    save: () => ({ json: watch.save() }),
    restore: ({ json }) => watch.restore(json),
  };
}
