import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel } from '@siamese/core/items';
import { bundleApp, fromHere, note, print, shown, UsageError } from '@siamese/runner';
import type { SurviveFlags } from '../command-line.ts';
import { drawSome } from '../study/draw-some.ts';
import { survive as surviveOne, surviveUnharmed, type Survival, type Survived } from '../study/survive.ts';

/** Kills short runs at chance moments, resumes them, and counts those that end in the bytes of one that nobody killed. */
export async function survive(told: SurviveFlags): Promise<void> {
  const { count, first, steps, checkpoint, jobs, network } = told;
  const main = process.argv[1];
  if (main === undefined) throw new UsageError('survive starts runs of its own; type it as npm start -- survive');
  const place = fromHere(told.folder);
  mkdirSync(place, { recursive: true });
  const data = join(place, 'scribbles');
  await drawSome(data);
  // One thread: how many there are changes the last bits, and so small a network is no quicker with more.
  const typed = { data, size: 28, threads: 1, steps, checkpoint, ...(network === undefined ? {} : { network }) };
  const app = join(place, 'app.mjs');
  await bundleApp(main, app);
  const o: Survival = {
    app: [app],
    place,
    flags: Object.entries(typed).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    steps,
    checkpoint,
  };
  const whole = await surviveUnharmed(o);
  note(`a run that nobody kills takes ${(whole.milliseconds / 1000).toFixed(1)} s`);
  const numbers = Array.from({ length: count }, (_, i) => first + i);
  const found = await inParallel(numbers, jobs, async (run) => {
    const one = await surviveOne(o, whole, run);
    print(inWords(one, place));
    return one;
  });
  const equal = found.filter(({ different }) => different.length === 0).length;
  const sum = (of: 'kills' | 'whileWriting'): number => found.reduce((total, one) => total + one[of], 0);
  print(
    `${equal} equal of ${count}; killed ${sum('kills')} times in all, ${sum('whileWriting')} while a file was being written`,
  );
  if (equal < count) process.exitCode = 1;
}

function inWords({ run, kills, whileWriting, from, different }: Survived, place: string): string {
  const wentOn = from.length > 0 ? `, went on from step ${from.join(', ')}` : '';
  const verdict = different.length === 0 ? 'equal' : `DIFFERENT: ${different.join(', ')}, kept in ${shown(place)}`;
  return `run ${run}: killed ${kills} times, ${whileWriting} while writing${wentOn}: ${verdict}`;
}
