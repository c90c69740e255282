import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import type { Measured } from '../evaluate/index.ts';
import { readJson } from '../run-folder/index.ts';

/** What is left of a training that is done, so that a resumed run does not do it again. */
export type Finished = { readonly steps: number; readonly measured: readonly Measured[] };

const fileName = 'measured.json';

/** Says in its folder that a training is done, and what it measured. */
export function writeFinished(folder: string, finished: Finished): Promise<void> {
  return writeFileAtomic(join(folder, fileName), JSON.stringify(finished));
}

/** What a training that is done measured; undefined if it is not. */
export function readFinished(folder: string): Finished | undefined {
  const path = join(folder, fileName);
  return existsSync(path) ? (readJson(path, 'remove it to measure again') as Finished) : undefined;
}
