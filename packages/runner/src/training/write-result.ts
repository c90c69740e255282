import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import type { Measured } from '../evaluate/index.ts';
import { joinSeeds, type Result } from '../run-folder/index.ts';

/** Writes `result.json` of a run's seeds into its folder, and gives the path. */
export async function writeResult(
  folder: string,
  { perSeed, ...run }: Omit<Result, 'schema' | 'figures'> & { readonly perSeed: readonly (readonly Measured[])[] },
): Promise<string> {
  const figures = joinSeeds(
    perSeed.map((measured) => Object.fromEntries(measured.map((figure) => [figure.key, figure]))),
  );
  const result: Result = { schema: 1, ...run, figures };
  const path = join(folder, 'result.json');
  await writeFileAtomic(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}
