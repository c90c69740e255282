import { openSetAt, openSetTrial, strangerAuroc, thresholdForStrangers } from '../index.ts';

const searches = {
  known: [0.9, 0.8, 0.6, 0.4],
  right: [true, false, true, true],
  strangers: [0.7, 0.5, 0.3, 0.2],
};

test('at a threshold: named rightly, named wrongly, let in', () => {
  const values = (threshold: number) => {
    const { identified, misnamed, letIn } = openSetAt(searches, threshold, { seed: 1 });
    return [identified.value, misnamed.value, letIn.value];
  };
  expect(values(0.6)).toEqual([0.5, 0.25, 0.25]);
  expect(values(0)).toEqual([0.75, 0.25, 1]);
  expect(values(1)).toEqual([0, 0, 0]);
  const { letIn } = openSetAt(searches, 0.6, { seed: 1, strangerLabels: ['x', 'x', 'y', 'y'] });
  expect(letIn).toEqual({ value: 0.25, low: 0, high: 0.5, n: 4 });
});

test('the threshold lets in as many strangers as allowed and no more', () => {
  expect(thresholdForStrangers(searches, 0)).toBeGreaterThan(0.7);
  const quarter = thresholdForStrangers(searches, 0.25);
  expect(openSetAt(searches, quarter, { seed: 1 }).letIn.value).toBe(0.25);
  expect(quarter).toBeLessThanOrEqual(0.6);
  expect(thresholdForStrangers(searches, 0.49)).toBe(quarter);
});

test('strangerAuroc counts known above strangers', () => {
  // .9 and .8 above 4, .6 above 3, .4 above 2, of 16.
  expect(strangerAuroc(searches)).toBeCloseTo(13 / 16, 12);
  expect(strangerAuroc({ ...searches, strangers: searches.known })).toBe(0.5);
});

test('half of the classes are enrolled, the other half are strangers, and no item plays two parts', () => {
  const labels = Array.from({ length: 60 }, (_, item) => `c${item % 10}`).concat('once');
  const { gallery, known, strangers } = openSetTrial(labels, { seed: 1, perClass: 2 });
  expect([gallery.length, known.length, strangers.length]).toEqual([10, 20, 31]);
  expect(new Set([...gallery, ...known, ...strangers]).size).toBe(61);
  const enrolled = new Set(gallery.map((item) => labels[item]));
  expect(enrolled.size).toBe(5);
  expect(known.every((item) => enrolled.has(labels[item]))).toBe(true);
  expect(strangers.some((item) => enrolled.has(labels[item]))).toBe(false);
  expect(openSetTrial(labels, { seed: 1, perClass: 2 })).toEqual({ gallery, known, strangers });
  expect(openSetTrial(labels, { seed: 2, perClass: 2 }).gallery).not.toEqual(gallery);
});

test('nobody known, no strangers and too few items are errors', () => {
  expect(() => openSetAt({ ...searches, strangers: [] }, 0.5, { seed: 1 })).toThrow(RangeError);
  expect(() => strangerAuroc({ known: [], right: [], strangers: [1] })).toThrow(RangeError);
  expect(() => openSetAt(searches, NaN, { seed: 1 })).toThrow('threshold must be a finite number, got NaN');
  expect(() => openSetTrial(['a', 'b'], { seed: 1, perClass: 1 })).toThrow('one with more than 1 items');
  expect(() => openSetTrial(['a', 'a', 'a'], { seed: 1, perClass: 1 })).toThrow('two classes');
});
