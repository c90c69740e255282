import { pick, splitByLabel, splitWithinLabel } from '../labels.ts';
import type { Labelled, Split } from '../labels.ts';

const grid = (classes: number, perClass: number, group?: (c: number, i: number) => string): Labelled<string> => {
  const rows = Array.from(
    { length: classes * perClass },
    (_, row) => [row % classes, Math.floor(row / classes)] as const,
  );
  return {
    items: rows.map(([c, i]) => `${c}/${i}`),
    labels: rows.map(([c]) => `c${c}`),
    ...(group && { groups: rows.map(([c, i]) => group(c, i)) }),
  };
};
const parts = (split: Split<string>) => [split.train, split.calibration, split.test];
const disjoint = (sets: readonly (readonly string[])[]) => {
  const distinct = sets.map((set) => new Set(set));
  return new Set(distinct.flatMap((set) => [...set])).size === distinct.reduce((sum, set) => sum + set.size, 0);
};

test('splitByLabel: whole classes, in the shares asked for, the same for the same seed', () => {
  const data = grid(20, 3);
  const split = splitByLabel(data, { seed: 1 });
  expect(parts(split).map(({ labels }) => new Set(labels).size)).toEqual([14, 3, 3]);
  expect(parts(split).map(({ items }) => items.length)).toEqual([42, 9, 9]);
  expect(disjoint(parts(split).map(({ labels }) => labels))).toBe(true);
  expect(split.leftOut).toBe(0);
  expect(splitByLabel(data, { seed: 1 })).toEqual(split);
  expect(splitByLabel(data, { seed: 2 })).not.toEqual(split);
  expect(splitByLabel(data, { seed: 1, calibration: 0 }).calibration.items).toEqual([]);
});

test('splitByLabel: which class goes where does not depend on the order of the items', () => {
  const data = grid(20, 3);
  const backwards = pick(
    data,
    data.items.map((_, row) => 59 - row),
  );
  const names = (split: Split<string>) => parts(split).map(({ labels }) => [...new Set(labels)].sort());
  expect(names(splitByLabel(backwards, { seed: 1 }))).toEqual(names(splitByLabel(data, { seed: 1 })));
});

test('splitByLabel: groups within classes and classes within groups lose nothing', () => {
  const recordings = splitByLabel(
    grid(20, 4, (c, i) => `${c}-${i % 2}`),
    { seed: 1 },
  );
  expect(recordings.leftOut).toBe(0);
  const alphabets = splitByLabel(
    grid(40, 4, (c) => `alphabet ${c % 10}`),
    { seed: 1 },
  );
  expect(alphabets.leftOut).toBe(0);
  expect(disjoint(parts(alphabets).map(({ groups }) => groups!))).toBe(true);
  expect(disjoint(parts(alphabets).map(({ labels }) => labels))).toBe(true);
  for (const part of parts(alphabets)) expect(new Set(part.labels).size).toBeGreaterThanOrEqual(4);
});

test('splitByLabel: one recording of two speakers keeps these two together and loses nothing', () => {
  const split = splitByLabel(
    grid(20, 4, (c, i) => (c < 2 && i === 0 ? 'duet' : `${c}-${i}`)),
    { seed: 1 },
  );
  expect(split.leftOut).toBe(0);
  expect(
    parts(split)
      .filter(({ labels }) => labels.includes('c0'))
      .every(({ labels }) => labels.includes('c1')),
  ).toBe(true);
});

test('splitByLabel: drawers who draw every character are split too, and what falls between is counted', () => {
  const split = splitByLabel(
    grid(20, 10, (_, i) => `drawer ${i}`),
    { seed: 1, calibration: 0.2, test: 0.3 },
  );
  expect(disjoint(parts(split).map(({ groups }) => groups!))).toBe(true);
  expect(disjoint(parts(split).map(({ labels }) => labels))).toBe(true);
  expect(parts(split).map(({ items }) => items.length)).toEqual([10 * 5, 4 * 2, 6 * 3]);
  expect(split.leftOut).toBe(200 - 50 - 8 - 18);
});

test('splitByLabel: two classes at least in each part, or it says what to do', () => {
  expect(parts(splitByLabel(grid(6, 2), { seed: 1 })).map(({ labels }) => new Set(labels).size)).toEqual([2, 2, 2]);
  expect(() => splitByLabel(grid(5, 2), { seed: 1 })).toThrow(
    'splitByLabel: data must have at least 6 classes (two in each of 3 parts), got 5; add classes, set calibration or test to 0, or split items with splitWithinLabel',
  );
  expect(() => splitByLabel(grid(9, 2), { seed: 1, test: 0.9 })).toThrow('must leave something to train on');
  expect(() => splitByLabel(grid(9, 2), { seed: 1, test: -1 })).toThrow(
    'splitByLabel: test must be between 0 and 1, got -1',
  );
  expect(() =>
    splitByLabel(
      grid(9, 6, (_, i) => `drawer ${i % 2}`),
      { seed: 1 },
    ),
  ).toThrow('at least 3 groups');
  expect(() => splitByLabel({ items: ['a'], labels: [] }, { seed: 1 })).toThrow('must have one length, got 1 and 0');
  expect(() => splitByLabel({ items: ['a'] } as never, { seed: 1 })).toThrow(TypeError);
});

test('splitWithinLabel: each class in the same shares', () => {
  const split = splitWithinLabel(grid(5, 20), { seed: 1 });
  for (const [part, wanted] of [
    [split.train, 14],
    [split.calibration, 3],
    [split.test, 3],
  ] as const) {
    for (let c = 0; c < 5; c++) expect(part.labels.filter((label) => label === `c${c}`)).toHaveLength(wanted);
  }
  expect(disjoint(parts(split).map(({ items }) => items))).toBe(true);
  expect(splitWithinLabel(grid(5, 20), { seed: 1 })).toEqual(split);
});

test.each([
  [1, [1, 0, 0]],
  [2, [2, 0, 0]],
  [3, [2, 0, 1]],
  [4, [2, 1, 1]],
  [6, [4, 1, 1]],
])('splitWithinLabel: of %i items %j', (n, wanted) => {
  const many = grid(4, 20);
  const items = Array.from({ length: n }, (_, i) => `few/${i}`);
  const split = splitWithinLabel(
    { items: [...many.items, ...items], labels: [...many.labels, ...items.map(() => 'few')] },
    { seed: 3 },
  );
  expect(parts(split).map(({ labels }) => labels.filter((label) => label === 'few').length)).toEqual(wanted);
});

test('splitWithinLabel: recordings and drawers stay whole', () => {
  const recordings = splitWithinLabel(
    grid(5, 20, (c, i) => `${c}-${i % 10}`),
    { seed: 1 },
  );
  expect(disjoint(parts(recordings).map(({ groups }) => groups!))).toBe(true);
  expect(parts(recordings).map(({ items }) => items.length)).toEqual([60, 20, 20]);
  const drawers = splitWithinLabel(
    grid(30, 20, (_, i) => `drawer ${i}`),
    { seed: 1 },
  );
  expect(disjoint(parts(drawers).map(({ groups }) => groups!))).toBe(true);
  expect(parts(drawers).map(({ groups }) => new Set(groups).size)).toEqual([14, 3, 3]);
  expect(drawers.leftOut).toBe(0);
});

test('splitWithinLabel: too few items is an error that says so', () => {
  expect(() => splitWithinLabel(grid(5, 3), { seed: 1 })).toThrow('splitWithinLabel: calibration would be empty');
  expect(() => splitWithinLabel(grid(5, 2), { seed: 1 })).toThrow('calibration and test would be empty');
  expect(() => splitWithinLabel({ items: [], labels: [] }, { seed: 1 })).toThrow(
    'train and calibration and test would be empty',
  );
});

test('pick keeps the order asked for, and the groups', () => {
  const data = grid(2, 2, (c) => `g${c}`);
  expect(pick(data, [3, 0])).toEqual({ items: ['1/1', '0/0'], labels: ['c1', 'c0'], groups: ['g1', 'g0'] });
  expect(pick(grid(2, 2), new Int32Array([1]))).toEqual({ items: ['1/0'], labels: ['c1'] });
  expect(() => pick(data, [4])).toThrow('pick: each index must be below 4, got 4');
  expect(() => pick(data, [-1])).toThrow(RangeError);
});
