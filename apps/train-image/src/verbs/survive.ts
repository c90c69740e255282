import { mkdirSync } from 'node:fs';
import { fromHere, note, print, shown, UsageError } from '@siamese/runner';
import type { SurviveFlags } from '../command-line.ts';
import { survive as surviveOne, surviveUnharmed, type Survival } from '../study/survive.ts';

/** Kills short runs at chance moments, resumes them, and counts those that end in the bytes of one that nobody killed. */
export async function survive({ count, first, steps, checkpoint, folder, network }: SurviveFlags): Promise<void> {
  const main = process.argv[1];
  if (main === undefined) throw new UsageError('survive starts runs of its own; type it as npm start -- survive');
  const place = fromHere(folder);
  mkdirSync(place, { recursive: true });
  const flags = ['--data', 'scribbles', '--steps', `${steps}`, '--checkpoint', `${checkpoint}`];
  const o: Survival = {
    main,
    place,
    flags: [...flags, ...(network === undefined ? [] : ['--network', network])],
    steps,
    checkpoint,
  };
  const whole = await surviveUnharmed(o);
  note(`a run that nobody kills takes ${(whole.milliseconds / 1000).toFixed(1)} s`);
  let [equal, kills, whileWriting] = [0, 0, 0];
  for (let run = first; run < first + count; run++) {
    const found = await surviveOne(o, whole, run);
    kills += found.kills;
    whileWriting += found.whileWriting;
    const from = found.from.length > 0 ? `, went on from step ${found.from.join(', ')}` : '';
    const isEqual = found.different.length === 0;
    if (isEqual) equal++;
    const verdict = isEqual ? 'equal' : `DIFFERENT: ${found.different.join(', ')}, kept in ${shown(place)}`;
    print(`run ${run}: killed ${found.kills} times, ${found.whileWriting} while writing${from}: ${verdict}`);
  }
  print(`${equal} equal of ${count}; killed ${kills} times in all, ${whileWriting} while a file was being written`);
  if (equal < count) process.exitCode = 1;
}
