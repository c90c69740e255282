import { fromOneSource, groups, matches, pairs, triplets } from './index.ts';
import type { Batches } from './index.ts';

const sources = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 'small' : 'large'));
const labels = sources.map((source, i) => `${source} ${i % 5}`);
const numbersOf = (batch: object) =>
  Object.values(batch)
    .flat()
    .filter((one) => typeof one === 'number');

test.each<[string, Batches<{ readonly kind: string }>]>([
  ['pairs', pairs({ size: 4 })],
  ['triplets', triplets({ size: 4 })],
  ['groups', groups({ classes: 3, perClass: 2 })],
  ['matches', matches({ size: 4 })],
])('every batch of %s is of one source, in turn, and means the items that it says', (_, batches) => {
  const stream = fromOneSource(batches, { sources }).over(labels, { seed: 1 });
  const steps = 3 * stream.stepsPerEpoch;
  for (let step = 0; step < steps; step++) {
    const batch = stream.at(step);
    expect(batch.kind).toBe(batches.kind);
    const found = numbersOf(batch).map((item) => sources[item]);
    expect(found.length).toBeGreaterThan(3);
    expect(new Set(found)).toEqual(new Set([step % 2 === 0 ? 'small' : 'large']));
  }
});

test('labels and items of a batch belong together, and it is what the source alone would give', () => {
  const batches = groups({ classes: 3, perClass: 2 });
  const stream = fromOneSource(batches, { sources }).over(labels, { seed: 7 });
  const large = sources.flatMap((source, item) => (source === 'large' ? [item] : []));
  const alone = batches.over(
    large.map((item) => labels[item]!),
    { seed: 7 },
  );
  for (const [step, at] of [
    [1, 0],
    [3, 1],
    [5, 2],
  ] as const) {
    const batch = stream.at(step);
    expect(batch.items.map((item) => labels[item])).toEqual(batch.labels);
    expect(batch.items).toEqual(alone.at(at).items.map((item) => large[item]));
  }
});

test('in turn, an epoch ends with the smallest source, and the larger one goes on in the next', () => {
  const batches = groups({ classes: 3, perClass: 2 });
  const stream = fromOneSource(batches, { sources }).over(labels, { seed: 7 });
  const of = (name: string) =>
    batches.over(
      labels.filter((_, i) => sources[i] === name),
      { seed: 7 },
    );
  expect(of('small').stepsPerEpoch).toBeLessThan(of('large').stepsPerEpoch);
  expect(stream.stepsPerEpoch).toBe(2 * of('small').stepsPerEpoch);
  const large = sources.flatMap((source, item) => (source === 'large' ? [item] : []));
  const next = stream.at(stream.stepsPerEpoch + 1).items;
  expect(next).toEqual(
    of('large')
      .at(of('small').stepsPerEpoch)
      .items.map((item) => large[item]),
  );
});

test('by size, a source comes up as often as it has batches, in another order each epoch', () => {
  const batches = groups({ classes: 3, perClass: 2 });
  const stream = fromOneSource(batches, { sources, order: 'by size' }).over(labels, { seed: 7, epochs: 2 });
  const all = [...stream].map(({ items }) => sources[items[0]!]!);
  const [first, second] = [all.slice(0, stream.stepsPerEpoch), all.slice(stream.stepsPerEpoch)];
  const large = batches.over(
    labels.filter((_, i) => sources[i] === 'large'),
    { seed: 7 },
  ).stepsPerEpoch;
  for (const epoch of [first, second]) expect(epoch.filter((name) => name === 'large')).toHaveLength(large);
  expect(first).not.toEqual(second);
});

test('what cannot be drawn names the source, and lengths must agree', () => {
  const lonely = fromOneSource(groups({ classes: 2, perClass: 2 }), { sources: ['a', 'a', 'b', 'b'] });
  expect(() => lonely.over(['x', 'y', 'z', 'z'], { seed: 1 })).toThrow('fromOneSource: source a: groups');
  expect(() => lonely.over(['x'], { seed: 1 })).toThrow('each of the 1 items, got 4');
});
