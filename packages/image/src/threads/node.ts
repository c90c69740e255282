import { createRequire } from 'node:module';
import { alone, inThreads } from '@siamese/core/node/threads';
import type { Picture } from '../picture.ts';
import { loadHere, type LoadTask } from './load.ts';

const load = inThreads({
  entry: () => createRequire(import.meta.url).resolve('#thread'),
  doHere: loadHere,
  few: 2, // two tasks, not two files: see `loadPictures`
});

/** Loads files in one of a few threads: see `inThreads`. */
export function loadElsewhere({ items, frame }: LoadTask): Promise<Picture[]> {
  return load({ items: items.map((item) => (item instanceof Uint8Array ? alone(item) : item)), frame });
}
