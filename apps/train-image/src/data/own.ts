import { basename } from 'node:path';
import { pick, type Labelled } from '@siamese/core';
import { decodeAll, type ImageItem, type Picture } from '@siamese/image';
import { fromCsv, fromFolder } from '@siamese/image/node';
import { allOf, byClass, count, decodeOrSay, ownFiles, type OwnSources, shown, splitOwn } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { dataNames } from './names.ts';

const defaultSize = 64;

/**
 * A folder with a folder of pictures for each class, or a CSV file with the columns path and label. Every picture is read
 * before anything else happens.
 */
export async function own(path: string, o: DataOptions): Promise<DataSet> {
  const sources: OwnSources<ImageItem> = { fromFolder, fromCsv };
  const { place, files } = await ownFiles(path, sources, { names: dataNames, skipBad: o.skipBad });
  const size = o.size ?? defaultSize;
  const decoded = await decodeOrSay(o.skipBad, () => decodeAll(files, { size, skipBad: o.skipBad }));
  const { data, dropped } = usable(decoded, shown(place), o.skipBad);
  const words = { one: 'picture', many: 'pictures' };
  const split = o.all === true ? allOf(data, words) : splitOwn(data, o.seed, words);
  return {
    name: basename(place),
    ...split,
    size,
    channels: decoded.channels,
    notes: [
      ...decoded.skipped.map(({ reason }) => `left out: ${reason}`),
      ...dropped.map((label) => `left out: the class ${label}, which has one picture`),
      ...split.notes,
    ],
  };
}

/** Classes of two pictures and more; one picture alone is an error unless bad items may be left out. */
function usable(
  data: Labelled<Picture>,
  place: string,
  skipBad: boolean,
): { data: Labelled<Picture>; dropped: string[] } {
  const classes = byClass(data.labels);
  if (classes.length < 2)
    throw new RangeError(
      `${place} has ${count(classes.length, 'class', 'classes')}: there is nothing to tell apart; add another folder of pictures`,
    );
  const single = classes.filter(({ items }) => items.length < 2);
  if (single.length === 0) return { data, dropped: [] };
  if (!skipBad)
    throw new RangeError(
      `${place}: the class ${single[0]!.label} has one picture, and two are needed to learn what is the same; add one, remove the class, or type --skip-bad-items`,
    );
  const kept = classes.filter(({ items }) => items.length >= 2);
  if (kept.length < 2) throw new RangeError(`${place} has fewer than two classes of two pictures; add pictures`);
  return {
    data: pick(
      data,
      kept.flatMap(({ items }) => items).sort((a, b) => a - b),
    ),
    dropped: single.map(({ label }) => label),
  };
}
