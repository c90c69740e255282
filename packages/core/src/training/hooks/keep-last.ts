import { checkPositiveInteger } from '../../check.ts';
import { checkpointBytes } from '../checkpoint-bytes.ts';
import type { Hook, RunInfo } from '../hook.ts';

/**
 * Writes a checkpoint every `every` steps, after the last, and where a hook stops the run: `fit` goes on from it with
 * `resume: checkpointFrom(bytes, file)`. A run that ended in no finite number is not kept, nor weights that are none: what was
 * written before stays.
 *
 * `keepLast({ every: 500, write: (bytes) => writeFileAtomic('last.safetensors', bytes) })`
 *
 * @param o.write puts the bytes where the last ones were
 * @throws RangeError if every is not a positive integer
 */
export function keepLast(o: { every: number; write: (bytes: Uint8Array) => void | Promise<void> }): Hook {
  const { every, write } = o;
  checkPositiveInteger(every, 'keepLast: every');
  let run: RunInfo | undefined;
  return {
    name: 'last',
    onStart(info) {
      run = info;
    },
    async afterStep({ step, steps }, stopped) {
      if (stopped === 'nan' || (step % every !== 0 && step !== steps && stopped === 'done')) return;
      const checkpoint = await run!.checkpoint();
      // The loss of a step is that before its update: such weights are only found out by the next one.
      for (const { values } of checkpoint.arrays.values()) if (!values.every(Number.isFinite)) return;
      await write(checkpointBytes(checkpoint));
    },
    onEnd() {
      run = undefined;
    },
  };
}
