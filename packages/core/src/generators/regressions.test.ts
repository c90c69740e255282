import { groups, inOrder, pairs } from './index.ts';

// What generators of this kind have got wrong elsewhere, each with a test that ours does not.

const labels = Array.from({ length: 60 }, (_, i) => `c${i % 7}`);
const epochOf = (epoch: number) => {
  const stream = pairs({ size: 8 }).over(labels, { seed: 1 });
  const steps = Array.from({ length: stream.stepsPerEpoch }, (_, step) =>
    stream.at(epoch * stream.stepsPerEpoch + step),
  );
  return steps.flatMap(({ a, b, same }) => a.map((item, row) => ({ a: item, b: b[row]!, same: same[row]! })));
};

test('a shuffle that changes nothing: pairs come in another order, and are others, in each epoch', () => {
  const [first, second] = [epochOf(0), epochOf(1)];
  expect(first.map(({ a }) => a)).not.toEqual(second.map(({ a }) => a));
  const named = (of: typeof first) => new Set(of.filter(({ same }) => !same).map(({ a, b }) => `${a} ${b}`));
  const again = [...named(second)].filter((pair) => named(first).has(pair));
  expect(again.length).toBeLessThan(first.length / 10);
});

test('a step beyond the end: the last item of the first and of the last class finds partners, at any step', () => {
  const sorted = [...labels].sort();
  for (const order of [sorted, [...sorted].reverse()]) {
    const stream = pairs({ size: 60 }).over(order, { seed: 1 });
    const drawn = new Set<number>();
    for (let step = 0; step < 40 * stream.stepsPerEpoch; step++) {
      const { a, b } = stream.at(step);
      for (const item of [...a, ...b]) drawn.add(item);
    }
    expect([...drawn].sort((x, y) => x - y)).toEqual(order.map((_, item) => item));
  }
});

test('rounds that mix: a batch across the end of a round holds no item twice and no class in two places', () => {
  // 7 classes in batches of 3: most epochs begin in the middle of a round of classes.
  const stream = groups({ classes: 3, perClass: 4 }).over(labels, { seed: 1, epochs: 50 });
  for (const { items, labels: names } of stream) {
    expect(new Set(items).size).toBe(12);
    const blocks = [0, 4, 8].map((start) => names.slice(start, start + 4));
    for (const block of blocks) expect(new Set(block).size).toBe(1);
    expect(new Set(names).size).toBe(3);
  }
});

test('a zip of the shorter: where different pairs are many more, all given ones are seen, and all items as negatives', () => {
  const same = Array.from({ length: 100 }, (_, row) => row % 5 === 0);
  const rows = [...inOrder({ size: 8, shuffle: true }).over(same.length, { seed: 1, epochs: 1 })].flatMap(
    (b) => b.rows,
  );
  expect(rows.filter((row) => !same[row]).length).toBe(80);
  expect(new Set(rows).size).toBe(100);

  const uneven = [...Array<string>(57).fill('large'), 'x', 'x', 'y'];
  const seen = new Set<number>();
  for (const { a, b, same: is } of pairs({ size: 8 }).over(uneven, { seed: 1, epochs: 250 })) {
    a.forEach((item, row) => {
      if (!is[row] && uneven[item] !== 'large') seen.add(b[row]!);
    });
  }
  expect(seen.size).toBe(58);
});

test('work that grows with classes times rows: each label is read once, and none to make a batch', () => {
  let reads = 0;
  const watched = new Proxy(labels, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
      return Reflect.get(target, key, receiver);
    },
  });
  const stream = pairs({ size: 8 }).over(watched, { seed: 1 });
  expect(reads).toBe(labels.length);
  for (let step = 0; step < 20; step++) stream.at(step);
  expect(reads).toBe(labels.length);
});
