import type { Figure } from '@siamese/core';
import { ofHundred, wholeOf } from '../words.ts';
import type { DataSet, MeasureSettings } from './data-set.ts';
import type { Measured } from './measured.ts';

type Text = {
  readonly name: string;
  readonly better: Measured['better'];
  readonly protocol: (o: About) => string;
  readonly sentence: (value: number, words: ItemWords) => string;
};

/** What items are called: `picture`, `pictures`. */
export type ItemWords = { readonly one: string; readonly many: string };

type About = { readonly data: Pick<DataSet<never>, 'closed'>; readonly s: MeasureSettings; readonly words: ItemWords };

const unseen = ({ data, words }: About): string =>
  data.closed ? `held-out ${words.many} of known classes` : 'classes never seen';

const oneShot = (ways: number): Text => ({
  name: `${ways}-way 1-shot accuracy`,
  better: 'larger',
  protocol: ({ words: { one } }) => `4,000 trials, one ${one} of each of ${ways} classes, nearest ${one}`,
  sentence: (value, { one, many }) =>
    `Shown one ${one} of each of ${ways} classes, it names ${ofHundred(value)} new ${many} rightly.`,
});

/** In the order in which they are shown; a report puts the first three on top. */
const texts = {
  eer: {
    name: 'Equal error rate',
    better: 'smaller',
    protocol: (o) => `all pairs of the test set (${unseen(o)})`,
    sentence: (value) => `Where both mistakes are equally frequent, ${ofHundred(value)} pairs are judged wrongly.`,
  },
  oneShot20: oneShot(20),
  knn: {
    name: 'Nearest neighbours',
    better: 'larger',
    protocol: () => 'each test item named by its 5 nearest of 250 (or all) training items of each class',
    sentence: (value, { many }) =>
      `Named by its 5 nearest training ${many}, ${ofHundred(value)} test ${many} get the right name.`,
  },
  strangersLetIn: {
    name: 'Strangers let in',
    better: 'smaller',
    protocol: ({ s, words }) =>
      `half of the test classes enrolled with up to 5 ${words.many} each, half strangers; threshold for a false acceptance rate of ${s.far} on calibration classes`,
    sentence: (value) => `${wholeOf(value, 'strangers')} were let in.`,
  },
  identified: {
    name: 'Known ones named',
    better: 'larger',
    protocol: ({ s }) => `the same set-up: named rightly and let in, at a false acceptance rate of ${s.far}`,
    sentence: (value, { many }) =>
      `${wholeOf(value, `${many} of enrolled classes`)} were named rightly at that threshold.`,
  },
  accuracy: {
    name: 'Accuracy at the threshold',
    better: 'larger',
    protocol: ({ s }) =>
      s.threshold > 0
        ? `the test's own pairs, each item once in a same and once in a different pair, threshold ${s.threshold}`
        : 'all pairs of the test set, same and different weighted equally, threshold chosen on calibration items',
    sentence: (value) => `Of as many same pairs as different ones ${ofHundred(value)} are judged rightly.`,
  },
  oneShot5: oneShot(5),
  auc: {
    name: 'Area under the ROC curve',
    better: 'larger',
    protocol: (o) => `all pairs of the test set (${unseen(o)})`,
    sentence: (value) => `A same pair looks more alike than a different pair ${ofHundred(value)} times.`,
  },
} as const satisfies Record<string, Text>;

export type FigureKey = keyof typeof texts;

/** Each figure with the same of the baseline beside it and the sentence that says what it means. */
export function describe(
  network: Partial<Record<FigureKey, Figure>>,
  baseline: Partial<Record<FigureKey, Figure>>,
  about: About,
): Measured[] {
  return (Object.entries(texts) as [FigureKey, Text][]).flatMap(([key, { name, better, protocol, sentence }]) => {
    const rate = network[key];
    if (rate === undefined) return [];
    const beside = baseline[key];
    return [
      {
        key,
        name,
        ...rate,
        ...(beside === undefined ? {} : { baseline: beside.value }),
        better,
        protocol: protocol(about),
        sentence: sentence(rate.value, about.words),
      },
    ];
  });
}
