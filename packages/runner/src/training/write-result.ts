import { basename, join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import type { Measured } from '../evaluate/index.ts';
import { shown } from '../paths.ts';
import { print } from '../print.ts';
import { joinSeeds, type Result } from '../run-folder/index.ts';
import { sayGoOn } from './go-on.ts';
import type { RunOf } from './train-one.ts';

/** Writes `result.json` of a run's seeds into its folder, and says where it is. */
export async function writeResult<Item>(
  run: RunOf<Item>,
  {
    perSeed,
    ...trained
  }: Pick<Result, 'seeds' | 'steps' | 'versions'> & { readonly perSeed: readonly (readonly Measured[])[] },
): Promise<void> {
  const { folder, title, command, backend, seconds } = run;
  const figures = joinSeeds(
    perSeed.map((measured) => Object.fromEntries(measured.map((figure) => [figure.key, figure]))),
  );
  const { seeds, steps, versions } = trained;
  const result: Result = {
    schema: 1,
    name: title,
    command,
    seeds,
    steps,
    backend: backend.name,
    versions,
    seconds: seconds(),
    figures,
  };
  const path = join(folder, 'result.json');
  try {
    await writeFileAtomic(path, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    sayGoOn(run, 'what was trained and measured');
    throw error;
  }
  print('', `${basename(path)} and the model are in ${shown(folder)} (${seconds()} s)`);
}
