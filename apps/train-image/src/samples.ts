import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';
import { byClass } from '@siamese/runner';
import { toPng } from './png.ts';

const classes = 20;
const perClass = 5;

/** Pictures to try the model on. */
export type Samples = {
  /** `samples/`: a folder for each class. */
  readonly folder: string;
  /** Two pictures of one class, and one of another. */
  readonly same: readonly [string, string];
  readonly different: string;
  /** A picture of the first class that is not in its folder. */
  readonly query: string;
  /** A picture whose class is not among the folders. */
  readonly stranger: string | undefined;
};

/**
 * Writes pictures of up to 20 classes of the test to `samples/<class>/`, one more of the first class to
 * `samples/query.png`, and one of a class that has no folder to `samples/stranger.png`.
 */
export async function writeSamples(folder: string, test: Labelled<Picture>): Promise<Samples> {
  const all = byClass(test.labels);
  // The last class stays outside, so that there is a stranger; with two classes there would be nobody to mistake it for.
  const enrolled = all.slice(0, Math.max(Math.min(2, all.length), Math.min(classes, all.length - 1)));
  const stranger = all[enrolled.length];
  const write = async (path: string, item: number): Promise<string> => {
    await toPng(test.items[item]!, join(folder, path));
    return join(folder, path);
  };
  const first: string[] = [];
  for (const { label, items } of enrolled) {
    const name = fileName(label);
    mkdirSync(join(folder, name), { recursive: true });
    // The first class keeps one back for the query, if it has one to spare.
    const shown = items.slice(0, items.length > 2 ? Math.min(perClass, items.length - 1) : items.length);
    for (const [n, item] of shown.entries()) {
      const path = await write(join(name, `${n + 1}.png`), item);
      if (n === 0) first.push(path);
    }
  }
  const own = enrolled[0]!.items;
  return {
    folder,
    same: [first[0]!, own.length > 1 ? join(folder, fileName(enrolled[0]!.label), '2.png') : first[0]!],
    different: first[1] ?? first[0]!,
    query: await write('query.png', own.at(-1)!),
    stranger: stranger === undefined ? undefined : await write('stranger.png', stranger.items[0]!),
  };
}

/** Writes up to `most` pictures, some of each class, for `identify` to choose its threshold on. */
export async function writeStrangers(folder: string, data: Labelled<Picture>, most = 600): Promise<void> {
  const classes = byClass(data.labels);
  const each = Math.max(1, Math.floor(most / classes.length));
  for (const { label, items } of classes.slice(0, most)) {
    const name = fileName(label);
    mkdirSync(join(folder, name), { recursive: true });
    for (const [n, item] of items.slice(0, each).entries())
      await toPng(data.items[item]!, join(folder, name, `${n + 1}.png`));
  }
}

/** A label as a folder's name. */
function fileName(label: string): string {
  return label.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
}
