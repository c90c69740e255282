import { createRandom, permutation, restoreRandom, shuffled } from '../random.ts';

test('one seed and path give one stream; any other seed or path gives another', () => {
  const first = (seed: number, ...path: (string | number)[]) => createRandom(seed, ...path).float();
  expect(first(1, 'augment', 3)).toBe(first(1, 'augment', 3));
  const streams = [
    first(1),
    first(2),
    first(-1),
    first(1, 'a'),
    first(1, 'b'),
    first(1, 1),
    first(1, '1'),
    first(1, 'a', 'b'),
    first(1, 'ab'),
    first(1, ''),
  ];
  expect(new Set(streams).size).toBe(streams.length);
  expect(() => createRandom(1.5)).toThrow('createRandom: seed must be an integer, got 1.5');
  expect(() => createRandom('1' as unknown as number)).toThrow(TypeError);
});

test('the numbers of a seed never change', () => {
  const random = createRandom(1, 'pinned');
  expect([random.int(1000), random.float(), random.normal()]).toEqual([650, 0.6047451960371607, -0.3528701514240874]);
});

test('a restored generator goes on exactly, after a normal number too', () => {
  const random = createRandom(7);
  random.normal();
  const copy = restoreRandom(random.state());
  const next = Array.from({ length: 20 }, () => [random.float(), random.int(10), random.normal()]);
  expect(Array.from({ length: 20 }, () => [copy.float(), copy.int(10), copy.normal()])).toEqual(next);
  expect(() => restoreRandom([0, 0, 0, 0])).toThrow(RangeError);
});

test('floats are uniform, normal numbers have mean 0, variance 1 and kurtosis 3', () => {
  const random = createRandom(3);
  const n = 100_000;
  const floats = Array.from({ length: n }, () => random.float());
  const normals = Array.from({ length: n }, () => random.normal());
  const moment = (values: number[], power: number) => values.reduce((sum, value) => sum + value ** power, 0) / n;
  expect(Math.min(...floats.slice(0, 1000))).toBeGreaterThanOrEqual(0);
  expect(moment(floats, 1)).toBeCloseTo(0.5, 2);
  expect(moment(floats, 2)).toBeCloseTo(1 / 3, 2);
  expect(Math.abs(moment(normals, 1))).toBeLessThan(0.015);
  expect(Math.abs(moment(normals, 2) - 1)).toBeLessThan(0.02);
  expect(Math.abs(moment(normals, 4) - 3)).toBeLessThan(0.15);
});

test('int is uniform below its bound', () => {
  const random = createRandom(4);
  const counts = [0, 0, 0];
  for (let i = 0; i < 30_000; i++) counts[random.int(3)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  expect(() => random.int(0)).toThrow('Random.int: below must be a positive integer, got 0');
});

test('shuffled keeps the original and gives each order as often', () => {
  const items = ['a', 'b', 'c'] as const;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffled(items, createRandom(seed)).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(items).toEqual(['a', 'b', 'c']);
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test.each([1, 2, 3, 10, 32, 33, 34, 97, 100, 1000, 4097])(
  'permutation of %i is one to one and not the identity',
  (n) => {
    const order = permutation(n, 5, 'x');
    const image = Array.from({ length: n }, (_, position) => order(position));
    const identity = Array.from({ length: n }, (_, position) => position);
    expect([...image].sort((x, y) => x - y)).toEqual(identity);
    if (n > 32) expect(image).not.toEqual(identity);
  },
);

test('permutation puts every element at every position as often (chi-squared below its mean + 5 deviations)', () => {
  const n = 36;
  const seeds = 3000;
  const counts = new Float64Array(n * n);
  for (let seed = 0; seed < seeds; seed++) {
    const order = permutation(n, seed);
    for (let position = 0; position < n; position++) counts[position * n + order(position)]!++;
  }
  const expected = seeds / n;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = (n - 1) ** 2;
  expect(chi).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom));
});

test('permutation serves ranges beyond memory and refuses positions outside', () => {
  const order = permutation(10 ** 12, 1);
  const seen = new Set(Array.from({ length: 1000 }, (_, position) => order(position)));
  expect(seen.size).toBe(1000);
  expect(Math.max(...seen)).toBeLessThan(10 ** 12);
  expect(() => order(10 ** 12)).toThrow(RangeError);
  expect(() => permutation(0, 1)).toThrow('permutation: n must be a positive integer, got 0');
});
