import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, checkpointFrom, type Hook, keepLast } from '@siamese/core';
import { writeFileAtomic } from '@siamese/core/node';
import { shown } from '../paths.ts';

const fileName = 'last.safetensors';

/** Keeps the last checkpoint of a run in its folder, every two hundred steps and wherever it is stopped. */
export function keepCheckpoint(folder: string): Hook {
  return keepLast({ every: 200, write: (bytes) => writeFileAtomic(join(folder, fileName), bytes) });
}

/**
 * The last checkpoint in a run's folder, undefined if it was stopped before its first.
 *
 * @throws {SyntaxError} The file is damaged.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const path = join(folder, fileName);
  return existsSync(path) ? checkpointFrom(new Uint8Array(await readFile(path)), shown(path)) : undefined;
}
