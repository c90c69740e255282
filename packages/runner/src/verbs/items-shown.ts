import { relative } from 'node:path';
import type { Labelled } from '@siamese/core';
import type { Modality } from '../modality.ts';
import type { ReportItem } from '../report/index.ts';

/** Some items of a set as pages show them: each by its picture, if it has one, its path and its label. */
export async function itemsShown<Item>(
  modality: Pick<Modality<Item>, 'show'>,
  { items, labels }: Labelled<Item>,
  paths: readonly string[],
  rows: readonly number[] = [...items.keys()],
): Promise<ReportItem[]> {
  const shown: ReportItem[] = [];
  // One after the other: a hundred thousand encoders at once would take all memory.
  for (const row of rows) {
    const picture = await modality.show(items[row]!);
    shown.push({ label: labels[row]!, name: paths[row]!, ...(picture === undefined ? {} : { picture }) });
  }
  return shown;
}

/** A path as it is below a folder, with slashes on every machine; '' for an item that came from none. */
export function pathBelow(root: string, path: string | undefined): string {
  return path === undefined ? '' : relative(root, path).replaceAll('\\', '/');
}
