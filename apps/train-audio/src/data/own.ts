import { basename } from 'node:path';
import type { Labelled } from '@siamese/core';
import { type AudioItem, decodeAll, type Waveform } from '@siamese/audio';
import { fromCsv, fromFolder } from '@siamese/audio/node';
import { allOf, byClass, decodeOrSay, ownFiles, type OwnSources, shown, splitOwn } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { dataNames } from './names.ts';

/**
 * A folder with a folder of recordings for each speaker, or a CSV file with the columns path and label. Every recording is
 * read before anything else happens.
 */
export async function own(path: string, o: DataOptions): Promise<DataSet> {
  const sources: OwnSources<AudioItem> = { fromFolder, fromCsv };
  const { place, files } = await ownFiles(path, sources, { names: dataNames, skipBad: o.skipBad });
  if (new Set(files.labels).size < 2)
    throw new RangeError(
      `${shown(place)} has one speaker only: there is nothing to tell apart; add recordings of another`,
    );
  const { skipBad, rate } = o;
  const { skipped, ...data } = await decodeOrSay(skipBad, () =>
    decodeAll(files, { skipBad, ...(rate === undefined ? {} : { sampleRate: rate }) }),
  );
  const { whole, halved } = twoOfEach(data, shown(place));
  const words = { one: 'recording', many: 'recordings' };
  const split = o.all ? allOf(whole, words) : splitOwn(whole, o.seed, words);
  return {
    name: basename(place),
    ...split,
    repeat: true,
    notes: [
      ...skipped.map(({ reason }) => `left out: ${reason}`),
      ...(halved === 0
        ? []
        : [
            `of ${halved} with one recording alone its two halves count as two: one day and one room, so figures are optimistic`,
          ]),
      ...split.notes,
    ],
  };
}

/** Seconds that a half lasts at least. */
const least = 1;

/** Two recordings of each speaker at least: of one alone its two halves. */
function twoOfEach(data: Labelled<Waveform>, place: string): { whole: Labelled<Waveform>; halved: number } {
  const alone = new Map(
    byClass(data.labels)
      .filter(({ items }) => items.length === 1)
      .map(({ items, label }) => [items[0]!, label]),
  );
  for (const [i, label] of alone) {
    const { samples, sampleRate } = data.items[i]!;
    if (samples.length >= 2 * least * sampleRate) continue;
    throw new RangeError(
      `${place}: ${label} has one recording of less than ${2 * least} s, and two are needed to learn what is the same; add one or remove the speaker`,
    );
  }
  const parts = data.items.map((item, i) => {
    if (!alone.has(i)) return [item];
    const middle = item.samples.length >> 1;
    return [item.samples.subarray(0, middle), item.samples.subarray(middle)].map((samples) => ({ ...item, samples }));
  });
  const whole = { items: parts.flat(), labels: parts.flatMap((items, i) => items.map(() => data.labels[i]!)) };
  return { whole, halved: alone.size };
}
