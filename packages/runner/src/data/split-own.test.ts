import { allOf, splitOwn } from './split-own.ts';

const words = { one: 'thing', many: 'things' };

/** So many classes with so many items each, an item being its place. */
function things(classes: number, each: number) {
  const items = Array.from({ length: classes * each }, (_, i) => i);
  return { items, labels: items.map((i) => `class ${Math.floor(i / each)}`) };
}

it('holds whole classes out where there are twenty', () => {
  const { train, calibration, test, closed } = splitOwn(things(20, 3), 1, words);
  expect(closed).toBe(false);
  const parts = [train, calibration!, test].map(({ labels }) => new Set(labels));
  expect(new Set(parts.flatMap((part) => [...part])).size).toBe(20);
  expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(20);
});

it('holds items of each class out where there are fewer, for a threshold only where there are eight', () => {
  const eight = splitOwn(things(3, 8), 1, words);
  expect([eight.closed, eight.train.items.length, eight.calibration?.items.length, eight.test.items.length]).toEqual([
    true,
    12,
    6,
    6,
  ]);
  const four = splitOwn(things(3, 4), 1, words);
  expect([four.train.items.length, four.calibration, four.test.items.length]).toEqual([6, undefined, 6]);
  expect(four.notes[1]).toMatch(/too few things of a class \(4, 8 are needed\)/);
  expect(() => splitOwn(things(3, 3), 1, words)).toThrow(/need four things each/);
});

it('is all of it the test for a model that was trained on something else', () => {
  const data = things(2, 2);
  expect(allOf(data, words)).toMatchObject({
    test: data,
    closed: false,
    notes: ['4 things of 2 classes: all of them are the test'],
  });
});
