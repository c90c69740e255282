import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, checkpointFrom, type Hook, keepLast } from '@siamese/core';
import { writeFileAtomic } from '@siamese/core/node';
import { shown } from '../paths.ts';

const fileName = 'last.safetensors';

/** Keeps the last checkpoint of a run in its folder, every so many steps and wherever it is stopped. */
export function keepCheckpoint(folder: string, every: number): Hook {
  return keepLast({ every, write: (bytes) => writeFileAtomic(join(folder, fileName), bytes) });
}

/** Whether a run's folder has a checkpoint to go on from. */
export function hasCheckpoint(folder: string): boolean {
  return existsSync(join(folder, fileName));
}

/**
 * The last checkpoint in a run's folder, undefined if it was stopped before its first.
 *
 * @throws {SyntaxError} The file is damaged; says how to do without it. RangeError: it is of a newer version.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const path = join(folder, fileName);
  if (!hasCheckpoint(folder)) return undefined;
  try {
    return checkpointFrom(new Uint8Array(await readFile(path)), shown(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`${error.message}; remove it to begin this training anew`, { cause: error });
  }
}
