import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { index, search as searchIn } from '@siamese/core';
import { writeFileAtomic } from '@siamese/core/node';
import { encoderOf, type Modality } from '../modality.ts';
import { fromHere, shown } from '../paths.ts';
import { print } from '../print.ts';
import { renderSearch } from '../report/index.ts';
import { itemsShown, pathBelow } from './items-shown.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** What `search` was told. */
export type SearchFlags = UseFlags & { in: string; k: number; out: string };

/** Prints for each item the most alike of a folder, and writes a page of queries and what was found. */
export async function search<Item>(
  modality: Modality<Item>,
  paths: readonly string[],
  flags: SearchFlags,
): Promise<void> {
  const asked: Item[] = [];
  for (const path of paths) asked.push(await modality.read(fromHere(path)));
  const root = fromHere(flags.in);
  const files = await modality.fromFolder(root, { loose: true });
  const { model } = await useModel(modality, flags);
  const encoder = encoderOf(model);
  const data = await modality.readable(files, encoder, flags.skipBadItems === true);
  const below = data.items.map((item) => pathBelow(root, modality.pathOf(item)));
  const names = paths.map((path) => shown(fromHere(path)));

  const hits = await searchIn(await index(encoder, data), asked, { k: flags.k });
  hits.forEach((list, query) => {
    print(`${names[query]!}:`);
    for (const { row, score } of list) print(`  ${below[row]!}, score ${score.toFixed(4)}`);
  });

  const out = fromHere(flags.out);
  mkdirSync(out, { recursive: true });
  const page = join(out, 'search.html');
  const found = [];
  for (const list of hits) {
    const items = await itemsShown(
      modality,
      data,
      below,
      list.map(({ row }) => row),
    );
    found.push(list.map(({ score }, i) => ({ item: items[i]!, score })));
  }
  await writeFileAtomic(
    page,
    await renderSearch({
      title: `The most alike in ${basename(root)}`,
      queries: await itemsShown(modality, { items: asked, labels: asked.map(() => '') }, names),
      hits: found,
      threshold: 'head' in model ? undefined : model.calibration?.threshold,
    }),
  );
  print(`page       ${shown(page)}`);
}
