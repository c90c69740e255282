import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cluster as clusterItems, type Clustered, type Labelled } from '@siamese/core';
import { csvLine, writeFileAtomic } from '@siamese/core/node';
import { count } from '../format.ts';
import { encoderOf, type Modality } from '../modality.ts';
import { fromHere, shown } from '../paths.ts';
import { print } from '../print.ts';
import { renderGroups, type GroupsContent, type ReportItem } from '../report/index.ts';
import { itemsShown, pathBelow } from './items-shown.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** What `cluster` was told. */
export type ClusterFlags = UseFlags & { out: string; k?: number; threshold?: number; smallest?: number; csv?: boolean };

const namesPrinted = 5;
/** What a page shows of a folder however large. */
const [mostGroups, mostItems, mostUnsure] = [100, 60, 200];

/**
 * Groups the items of a folder by what they look or sound like, whatever folders they lie in: prints the groups and what was
 * unsure, and writes a page that shows them and, if asked, `groups.csv`.
 */
export async function cluster<Item>(modality: Modality<Item>, folder: string, flags: ClusterFlags): Promise<void> {
  const root = fromHere(folder);
  const files = await modality.fromFolder(root, { loose: true });
  const { model } = await useModel(modality, flags);
  const data = await modality.readable(files, encoderOf(model), flags.skipBadItems === true);
  const { k, threshold, smallest } = flags;
  const found = await clusterItems(model, data.items, {
    ...(k === undefined ? {} : { k }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(smallest === undefined ? {} : { smallest }),
  });

  const paths = data.items.map((item) => pathBelow(root, modality.pathOf(item)));
  const how = howWords(found);
  print(`${count(data.items.length, modality.one, modality.many)}: ${count(found.groups.length, 'group')}, ${how}`);
  for (const [i, rows] of found.groups.entries()) print(`  ${groupLine(`group ${i + 1}`, rows, paths)}`);
  if (found.unsure.length > 0) {
    print(
      `  ${groupLine(
        'unsure',
        found.unsure.map(({ row }) => row),
        paths,
      )}`,
    );
  }
  const out = fromHere(flags.out);
  mkdirSync(out, { recursive: true });
  const page = join(out, 'groups.html');
  await writeFileAtomic(
    page,
    await renderGroups({
      title: `Groups in ${basename(root)}`,
      one: modality.one,
      many: modality.many,
      how,
      total: data.items.length,
      ...(await partShown(modality, data, paths, found)),
    }),
  );
  print(`page       ${shown(page)}`);
  if (flags.csv !== true) return;
  const table = join(out, 'groups.csv');
  await writeFileAtomic(table, csvOf(found, paths));
  print(`table      ${shown(table)}`);
}

/** As much of the groups as a page can show. */
async function partShown<Item>(
  modality: Modality<Item>,
  data: Labelled<Item>,
  paths: readonly string[],
  { groups, unsure }: Clustered,
): Promise<Pick<GroupsContent, 'groups' | 'unsure' | 'groupCount' | 'unsureCount'>> {
  const of = (rows: readonly number[]): Promise<ReportItem[]> => itemsShown(modality, data, paths, rows);
  const shown = [];
  for (const rows of groups.slice(0, mostGroups)) {
    shown.push({ size: rows.length, items: await of(rows.slice(0, mostItems)) });
  }
  const apart = unsure.slice(0, mostUnsure);
  const items = await of(apart.map(({ row }) => row));
  return {
    groups: shown,
    unsure: apart.map(({ reason, nearest }, i) => ({ item: items[i]!, reason, nearest })),
    groupCount: groups.length,
    unsureCount: unsure.length,
  };
}

/** What made the groups, in words. */
function howWords({ by, threshold }: Clustered): string {
  if (by === 'k') return 'as many as asked for (k-means)';
  if (by === 'density') return 'found by density: the model has no threshold (HDBSCAN)';
  return `joined while they are on average as alike as the threshold, a score of ${threshold!.toFixed(4)}`;
}

function groupLine(name: string, rows: readonly number[], paths: readonly string[]): string {
  const named = rows.slice(0, namesPrinted).map((row) => paths[row]!);
  const more = rows.length > named.length ? `, and ${rows.length - named.length} more` : '';
  return `${name} (${rows.length}): ${named.join(', ')}${more}`;
}

/** A row for each item: its path, its group (counted from 1, empty if unsure), why it is unsure, and the nearest group. */
function csvOf({ groups, unsure }: Clustered, paths: readonly string[]): string {
  return [
    csvLine(['path', 'group', 'reason', 'nearest']),
    ...groups.flatMap((rows, i) => rows.map((row) => csvLine([paths[row]!, String(i + 1), '', '']))),
    ...unsure.map(({ row, reason, nearest }) =>
      csvLine([paths[row]!, '', reason, nearest === undefined ? '' : String(nearest.group + 1)]),
    ),
  ].join('');
}
