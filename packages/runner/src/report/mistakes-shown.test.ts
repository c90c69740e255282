import { firstLine, mistakesShown } from './mistakes-shown.ts';

const scores = { quantity: 'score', threshold: 0.5 } as const;

test('different pairs from the threshold on are wrong, same pairs below it', () => {
  expect(mistakesShown([0.9, 0.7, 0.5, 0.4], 'falseMatch', scores)).toEqual([0, 1, 2]);
  expect(mistakesShown([0.1, 0.4, 0.5, 0.6], 'falseNonMatch', scores)).toEqual([0, 1]);
  expect(mistakesShown([0.4], 'falseMatch', scores)).toEqual([]);
});

test('a distance goes the other way', () => {
  const line = { quantity: 'distance', threshold: 0.5 } as const;
  expect(mistakesShown([0.1, 0.4, 0.5, 0.6], 'falseMatch', line)).toEqual([0, 1, 2]);
  expect(mistakesShown([0.9, 0.7, 0.5, 0.4], 'falseNonMatch', line)).toEqual([0, 1]);
});

test('of many the worst, the last that is wrong, and evenly between', () => {
  const many = Array.from({ length: 21 }, (_, i) => 1 - i / 40); // all but the last above 0.5
  expect(mistakesShown(many, 'falseMatch', { ...scores, threshold: 0.51 }, 5)).toEqual([0, 5, 10, 14, 19]);
  expect(mistakesShown(many, 'falseMatch', undefined, 3)).toEqual([0, 10, 20]);
});

test('a page begins at the stop that it was given, else at the threshold', () => {
  const hills = { quantity: 'distance', edges: [], same: [], different: [], threshold: 3 } as const;
  const stops = { thresholds: [2, 1], falseMatch: [], falseNonMatch: [], same: 1, different: 1, start: 1 };
  expect(firstLine({ scores: hills, stops: { ...stops, calibrated: true } })).toEqual({
    quantity: 'distance',
    threshold: 1,
  });
  expect(firstLine({ scores: hills })).toEqual({ quantity: 'distance', threshold: 3 });
  expect(firstLine({})).toBe(undefined);
});
