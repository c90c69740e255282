import { existsSync, statSync } from 'node:fs';
import type { Labelled } from '@siamese/core';
import { fromHere } from '../paths.ts';

/** How the items of a modality are found in a folder, or named in a table. */
export type OwnSources<Item> = {
  fromFolder(folder: string, o: { readonly minClasses: number }): Promise<Labelled<Item>>;
  fromCsv(file: string, o: { readonly skipBad: boolean }): Promise<Labelled<Item>>;
};

/**
 * The items of one's own: a folder with a folder of them for each class, or a CSV file with the columns path and label. Nothing
 * is decoded.
 *
 * @param path as it was typed
 * @param names the data sets that have a name
 * @throws Error naming the path if there is nothing
 */
export async function ownFiles<Item>(
  path: string,
  { fromFolder, fromCsv }: OwnSources<Item>,
  { names, skipBad }: { readonly names: readonly string[]; readonly skipBad: boolean },
): Promise<{ readonly place: string; readonly files: Labelled<Item> }> {
  const place = fromHere(path);
  if (!existsSync(place)) {
    throw new Error(
      `${path} is neither a data set (${names.join(', ')}) nor a folder or CSV file that is there; check the path`,
    );
  }
  const files = statSync(place).isDirectory()
    ? await fromFolder(place, { minClasses: 2 })
    : await fromCsv(place, { skipBad });
  return { place, files };
}
