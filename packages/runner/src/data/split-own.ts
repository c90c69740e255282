import { splitByLabel, splitWithinLabel, type Labelled } from '@siamese/core';
import { byClass } from '../by-class.ts';
import type { DataSet, ItemWords } from '../evaluate/index.ts';
import { count } from '../format.ts';

/** From so many classes on, those of training, calibration and test can be others. */
const classesForDisjoint = 20;

/** The parts of a data set, and how they came about. */
export type Split<Item> = Pick<DataSet<Item>, 'train' | 'calibration' | 'test' | 'closed' | 'notes'>;

/**
 * Splits items of one's own. Enough classes: whole classes are held out, so that the figures are those of people never
 * seen. Few: two items of each class are held out for the test and, where there are eight or more, two for the
 * threshold; with fewer there is no threshold.
 */
export function splitOwn<Item>(data: Labelled<Item>, seed: number, words: ItemWords): Split<Item> {
  const { one, many } = words;
  const classes = byClass(data.labels);
  const summary = `${count(data.items.length, one, many)} of ${count(classes.length, 'class', 'classes')}`;
  if (classes.length >= classesForDisjoint) {
    const { train, calibration, test } = splitByLabel(data, { seed, calibration: 0.15, test: 0.2 });
    return { train, calibration, test, closed: false, notes: [`${summary}: classes of the test are not trained on`] };
  }
  // Two to learn from and two to test on: below that no pair of one class is left to test.
  const sizes = classes.map(({ items }) => items.length).filter((size) => size >= 4);
  if (sizes.length < 2)
    throw new RangeError(
      `${summary}: two classes or more need four ${many} each, two to learn from and two to test on; add ${many}`,
    );
  const fewest = Math.min(...sizes);
  const note = `${summary}: too few classes (under ${classesForDisjoint}) to hold whole ones out, so ${many} of each class are held out instead, and the figures are those of known classes`;
  const held = 2;
  const calibrate = fewest >= 8;
  const parts = splitWithinLabel(data, { seed, test: held / fewest, calibration: calibrate ? held / fewest : 0 });
  return {
    train: parts.train,
    calibration: calibrate ? parts.calibration : undefined,
    test: parts.test,
    closed: true,
    notes: [
      note,
      ...(calibrate
        ? []
        : [
            `too few ${many} of a class (${fewest}, 8 are needed) to choose a threshold: nothing can be called a stranger`,
          ]),
    ],
  };
}

/** All of it as the test, for a model that was trained on something else. */
export function allOf<Item>(data: Labelled<Item>, { one, many }: ItemWords): Split<Item> {
  const none = { items: [], labels: [] };
  const what = `${count(data.items.length, one, many)} of ${count(new Set(data.labels).size, 'class', 'classes')}`;
  return {
    train: none,
    calibration: undefined,
    test: data,
    closed: false,
    notes: [`${what}: all of them are the test`],
  };
}
