import type { Figure } from '@siamese/core';
import { capitalised, ofHundred, wholeOf } from '../words.ts';
import type { DataSet, MeasureSettings } from './data-set.ts';
import { figureNames } from './figure-names.ts';
import type { Measured } from './measured.ts';

type Text = {
  readonly protocol: (o: About) => string;
  readonly sentence: (value: number, words: ItemWords) => string;
};

/** What items are called: `picture`, `pictures`. */
export type ItemWords = { readonly one: string; readonly many: string };

type About = { readonly data: Pick<DataSet<never>, 'closed'>; readonly s: MeasureSettings; readonly words: ItemWords };

const unseen = ({ data, words }: About): string =>
  data.closed ? `held-out ${words.many} of known classes` : 'classes never seen';

const allPairs = (o: About): string => `all pairs of the test set (${unseen(o)})`;
const atThreshold = (): string => 'all pairs of the test set, threshold chosen on calibration items';
const amongAll = ({ words }: About): string => `each test item against all other ${words.many} of the test set`;
const openSet = ({ words }: About): string =>
  `half of the test classes enrolled with up to 5 ${words.many} each, half strangers`;

const oneShot = (ways: number): Text => ({
  protocol: ({ words: { one } }) => `4,000 trials, one ${one} of each of ${ways} classes, nearest ${one}`,
  sentence: (value, { one, many }) =>
    `Shown one ${one} of each of ${ways} classes, it names ${ofHundred(value)} new ${many} rightly.`,
});

const recall = (k: number): Text => ({
  protocol: amongAll,
  sentence: (value, { many }) =>
    k === 1
      ? `For ${ofHundred(value)} ${many} the most alike of all others is of the same class.`
      : `For ${ofHundred(value)} ${many} at least one of the ${k} most alike is of the same class.`,
});

/** In the order in which they are shown; a report puts the first three on top. */
const texts = {
  eer: {
    protocol: allPairs,
    sentence: (value) => `Where both mistakes are equally frequent, ${ofHundred(value)} pairs are judged wrongly.`,
  },
  oneShot20: oneShot(20),
  knn: {
    protocol: () => 'each test item named by its 5 nearest of 250 (or all) training items of each class',
    sentence: (value, { many }) =>
      `Named by its 5 nearest training ${many}, ${ofHundred(value)} test ${many} get the right name.`,
  },
  strangersLetIn: {
    protocol: (o) => `${openSet(o)}; threshold for a false acceptance rate of ${o.s.far} on calibration classes`,
    sentence: (value) => `${wholeOf(value, 'strangers')} were let in.`,
  },
  identified: {
    protocol: ({ s }) => `the same set-up: named rightly and let in, at a false acceptance rate of ${s.far}`,
    sentence: (value, { many }) =>
      `${wholeOf(value, `${many} of enrolled classes`)} were named rightly at that threshold.`,
  },
  accuracy: {
    protocol: ({ s }) =>
      s.threshold > 0
        ? `the test's own pairs, each item once in a same and once in a different pair, threshold ${s.threshold}`
        : 'all pairs of the test set, same and different weighted equally, threshold chosen on calibration items',
    sentence: (value) => `Of as many same pairs as different ones ${ofHundred(value)} are judged rightly.`,
  },
  oneShot5: oneShot(5),
  auc: {
    protocol: allPairs,
    sentence: (value) => `A same pair looks more alike than a different pair ${ofHundred(value)} times.`,
  },
  falseMatchRate: {
    protocol: atThreshold,
    sentence: (value) => `${wholeOf(value, 'different pairs')} are taken for the same at the threshold.`,
  },
  falseNonMatchRate: {
    protocol: atThreshold,
    sentence: (value) => `${wholeOf(value, 'same pairs')} are not recognised at the threshold.`,
  },
  fnmrAtFmr: {
    protocol: (o) => `${allPairs(o)}, at the threshold that lets in 1 in 1,000 different pairs`,
    sentence: (value) =>
      `If only 1 in 1,000 different pairs may be taken for the same, ${ofHundred(value)} same pairs are missed.`,
  },
  averagePrecision: {
    protocol: (o) => `${allPairs(o)}, most alike first`,
    sentence: (value) =>
      `Going down a list of all pairs, most alike first, ${ofHundred(value)} so far are same ones, averaged over the same ones.`,
  },
  minDcf: {
    protocol: (o) => `${allPairs(o)}, prior 0.05, at the best threshold`,
    sentence: () => 'What its mistakes cost where same pairs are rare: 0 none at all, 1 as if it never said same.',
  },
  minCllr: {
    protocol: (o) => `${allPairs(o)}, scores calibrated as well as they can be`,
    sentence: () => 'How unsure its scores leave one about a pair, in bits: 0 not at all, 1 as if one tossed a coin.',
  },
  cllr: {
    protocol: allPairs,
    sentence: () =>
      'The same for its probabilities as they are: far above the line before, they are not to be trusted.',
  },
  recallAt1: recall(1),
  recallAt5: recall(5),
  recallAt10: recall(10),
  meanReciprocalRank: {
    protocol: amongAll,
    sentence: (value, { one }) =>
      `The first ${one} of the same class stands at place ${Number((1 / value).toPrecision(3))} of the list, as a harmonic mean.`,
  },
  rPrecision: {
    protocol: amongAll,
    sentence: (value, { many }) =>
      `Of as many most alike ${many} as the class has others, ${ofHundred(value)} are of the class.`,
  },
  mapAtR: {
    protocol: amongAll,
    sentence: () => 'The same, but a mistake counts the more the further up it stands; 100 % is a list without one.',
  },
  identifiedAtFar: {
    protocol: (o) => `${openSet(o)}; threshold at which just the share ${o.s.far} of these strangers is let in`,
    sentence: (value, { many }) =>
      `${wholeOf(value, `${many} of enrolled classes`)} are named rightly where strangers are let in at that rate exactly.`,
  },
  strangerAuroc: {
    protocol: openSet,
    sentence: (value) =>
      `A known one looks more like somebody enrolled than a stranger does ${ofHundred(value)} times.`,
  },
  oscr: {
    protocol: openSet,
    sentence: () => 'How many known ones are named rightly, averaged over all rates of letting in strangers.',
  },
} as const satisfies Record<keyof typeof figureNames, Text>;

export type FigureKey = keyof typeof texts;

/** Those that a run says when it is done; the rest stands in its report and its result. */
const chief: ReadonlySet<string> = new Set<FigureKey>([
  'eer',
  'oneShot20',
  'knn',
  'strangersLetIn',
  'identified',
  'accuracy',
  'oneShot5',
  'auc',
]);

/** Whether a figure is one of the few that a run says when it is done, or one that its data brought. */
export function isChief({ key }: Pick<Measured, 'key'>): boolean {
  return chief.has(key) || !(key in texts);
}

/** Each figure with the same of the baseline beside it and the sentence that says what it means. */
export function describe(
  network: Partial<Record<FigureKey, Figure>>,
  baseline: Partial<Record<FigureKey, Figure>>,
  about: About,
): Measured[] {
  return (Object.entries(texts) as [FigureKey, Text][]).flatMap(([key, { protocol, sentence }]) => {
    const figure = network[key];
    if (figure === undefined) return [];
    const { name, better, unit } = figureNames[key];
    const beside = baseline[key];
    return [
      {
        key,
        name: capitalised(name),
        ...figure,
        ...(beside === undefined ? {} : { baseline: beside.value }),
        better,
        ...(unit === 'rate' ? {} : { unit }),
        protocol: protocol(about),
        sentence: sentence(figure.value, about.words),
      },
    ];
  });
}
