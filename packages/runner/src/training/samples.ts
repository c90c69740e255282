import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Labelled } from '@siamese/core';
import { byClass } from '../by-class.ts';
import { folderNames } from './folder-names.ts';

const classes = 20;
const perClass = 5;

/** How items are written to files: their ending, and what writes one. */
export type ItemFiles<Item> = {
  /** `png`, `wav` */
  readonly ending: string;
  write(item: Item, path: string): Promise<void>;
};

/** Items to try the model on. */
export type Samples = {
  /** `samples/`: a folder for each class. */
  readonly folder: string;
  /** Two items of one class, and one of another. */
  readonly same: readonly [string, string];
  readonly different: string;
  /** An item of the first class that is not in its folder. */
  readonly query: string;
  /** An item whose class is not among the folders. */
  readonly stranger: string | undefined;
};

/**
 * Writes items of up to 20 classes of the test to `samples/<class>/`, one more of the first class to
 * `samples/query.<ending>`, and one of a class that has no folder to `samples/stranger.<ending>`.
 */
export async function writeSamples<Item>(
  folder: string,
  test: Labelled<Item>,
  files: ItemFiles<Item>,
): Promise<Samples> {
  const all = byClass(test.labels);
  // The last class stays outside, so that there is a stranger; with two classes there would be nobody to mistake it for.
  const enrolled = all.slice(0, Math.max(Math.min(2, all.length), Math.min(classes, all.length - 1)));
  const stranger = all[enrolled.length];
  const write = async (path: string, item: number): Promise<string> => {
    await files.write(test.items[item]!, join(folder, path));
    return join(folder, path);
  };
  const first: string[] = [];
  const nameOf = folderNames();
  const names = enrolled.map(({ label }) => nameOf(label));
  for (const [i, { items }] of enrolled.entries()) {
    const name = names[i]!;
    mkdirSync(join(folder, name), { recursive: true });
    // The first class keeps one back for the query, if it has one to spare.
    const shown = items.slice(0, items.length > 2 ? Math.min(perClass, items.length - 1) : items.length);
    for (const [n, item] of shown.entries()) {
      const path = await write(join(name, `${n + 1}.${files.ending}`), item);
      if (n === 0) first.push(path);
    }
  }
  const own = enrolled[0]!.items;
  return {
    folder,
    same: [first[0]!, own.length > 1 ? join(folder, names[0]!, `2.${files.ending}`) : first[0]!],
    different: first[1] ?? first[0]!,
    query: await write(`query.${files.ending}`, own.at(-1)!),
    stranger: stranger === undefined ? undefined : await write(`stranger.${files.ending}`, stranger.items[0]!),
  };
}

/** Writes up to `most` items, some of each class, for `identify` to choose its threshold on. */
export async function writeStrangers<Item>(
  folder: string,
  data: Labelled<Item>,
  files: ItemFiles<Item>,
  most = 600,
): Promise<void> {
  const classes = byClass(data.labels);
  const each = Math.max(1, Math.floor(most / classes.length));
  const nameOf = folderNames();
  for (const { label, items } of classes.slice(0, most)) {
    const name = nameOf(label);
    mkdirSync(join(folder, name), { recursive: true });
    for (const [n, item] of items.slice(0, each).entries())
      await files.write(data.items[item]!, join(folder, name, `${n + 1}.${files.ending}`));
  }
}
