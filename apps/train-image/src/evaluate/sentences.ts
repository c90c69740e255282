import type { Figure } from '@siamese/core';
import type { DataSet } from '../data/data-set.ts';
import type { Settings } from '../settings.ts';
import { ofHundred, wholeOf } from '../words.ts';
import type { Measured } from './measured.ts';

type Text = {
  readonly name: string;
  readonly better: Measured['better'];
  readonly protocol: (data: DataSet, s: Settings) => string;
  readonly sentence: (value: number, data: DataSet) => string;
};

const unseen = (data: DataSet): string => (data.closed ? 'held-out pictures of known classes' : 'classes never seen');

/** In the order in which they are shown; a report puts the first three on top. */
const texts = {
  eer: {
    name: 'Equal error rate',
    better: 'smaller',
    protocol: (data) => `all pairs of the test set (${unseen(data)})`,
    sentence: (value) => `Where both mistakes are equally frequent, ${ofHundred(value)} pairs are judged wrongly.`,
  },
  oneShot20: {
    name: '20-way 1-shot accuracy',
    better: 'larger',
    protocol: () => '4,000 trials, one picture of each of 20 classes, nearest picture',
    sentence: (value) => `Shown one picture of each of 20 classes, it names ${ofHundred(value)} new pictures rightly.`,
  },
  knn: {
    name: 'Nearest neighbours',
    better: 'larger',
    protocol: () => 'each test item named by its 5 nearest of 250 (or all) training items of each class',
    sentence: (value) =>
      `Named by its 5 nearest training pictures, ${ofHundred(value)} test pictures get the right name.`,
  },
  strangersLetIn: {
    name: 'Strangers let in',
    better: 'smaller',
    protocol: (_, s) =>
      `half of the test classes enrolled with up to 5 pictures each, half strangers; threshold for a false acceptance rate of ${s.far} on calibration classes`,
    sentence: (value) => `${wholeOf(value, 'strangers')} were let in.`,
  },
  identified: {
    name: 'Known ones named',
    better: 'larger',
    protocol: (_, s) => `the same set-up: named rightly and let in, at a false acceptance rate of ${s.far}`,
    sentence: (value) => `${wholeOf(value, 'pictures of enrolled classes')} were named rightly at that threshold.`,
  },
  accuracy: {
    name: 'Accuracy at the threshold',
    better: 'larger',
    protocol: (_, s) =>
      s.threshold > 0
        ? `the test's own pairs, each item once in a same and once in a different pair, threshold ${s.threshold}`
        : 'all pairs of the test set, same and different weighted equally, threshold chosen on calibration items',
    sentence: (value) => `Of as many same pairs as different ones ${ofHundred(value)} are judged rightly.`,
  },
  oneShot5: {
    name: '5-way 1-shot accuracy',
    better: 'larger',
    protocol: () => '4,000 trials, one picture of each of 5 classes, nearest picture',
    sentence: (value) => `Shown one picture of each of 5 classes, it names ${ofHundred(value)} new pictures rightly.`,
  },
  auc: {
    name: 'Area under the ROC curve',
    better: 'larger',
    protocol: (data) => `all pairs of the test set (${unseen(data)})`,
    sentence: (value) => `A same pair looks more alike than a different pair ${ofHundred(value)} times.`,
  },
} as const satisfies Record<string, Text>;

export type FigureKey = keyof typeof texts;

/** Each figure with the same of raw pixels beside it and the sentence that says what it means. */
export function describe(
  network: Partial<Record<FigureKey, Figure>>,
  pixels: Partial<Record<FigureKey, Figure>>,
  data: DataSet,
  s: Settings,
): Measured[] {
  return (Object.entries(texts) as [FigureKey, Text][]).flatMap(([key, { name, better, protocol, sentence }]) => {
    const rate = network[key];
    if (rate === undefined) return [];
    const beside = pixels[key];
    return [
      {
        key,
        name,
        ...rate,
        ...(beside === undefined ? {} : { baseline: beside.value }),
        better,
        protocol: protocol(data, s),
        sentence: sentence(rate.value, data),
      },
    ];
  });
}
