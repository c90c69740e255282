import {
  createRandom,
  drawOutside,
  holedRanges,
  permutation,
  permutationRun,
  restoreRandom,
  shuffled,
} from '../random.ts';

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

/** How far counts lie above what is expected, in deviations of chi-squared. */
const excess = (counts: ArrayLike<number>, expected: number) => {
  const chi = Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chi - freedom) / Math.sqrt(2 * freedom);
};
const runOf = (n: number, from: number, length: number, ...key: [number, ...(string | number)[]]) => {
  const into = new Int32Array(length);
  permutationRun(n, ...key)(from, into);
  return into;
};

test.each([1, 2, 3, 32, 255, 256, 257, 500, 512, 513, 4097, 60_000])(
  'a run through a permutation of %i has everything once, in parts as in one',
  (n) => {
    const whole = runOf(n, 0, n, 5, 'x');
    expect(whole.toSorted()).toEqual(Int32Array.from({ length: n }, (_, place) => place));
    const cut = Math.floor(n / 3);
    expect(runOf(n, cut, n - cut, 5, 'x')).toEqual(whole.subarray(cut));
    if (n > 32) expect(whole).not.toEqual(runOf(n, 0, n, 5, 'y'));
  },
);

test.each([200, 257, 512, 1000, 2 ** 20])(
  'runs through permutations of %i: what stands at two places, near or far apart, is uniform and independent',
  (n) => {
    const keys = 6000;
    const places = [0, 1, 2, n / 4, n / 2 - 1, n / 2, n - 1].map(Math.floor);
    const counts = new Map<string, Float64Array>();
    const add = (what: string, cell: number, cells: number) => {
      if (!counts.has(what)) counts.set(what, new Float64Array(cells));
      counts.get(what)![cell]!++;
    };
    for (let seed = 0; seed < keys; seed++) {
      const order = permutationRun(n, seed);
      const found = places.map((place) => {
        const into = new Int32Array(1);
        order(place, into);
        return into[0]!;
      });
      for (const [i, x] of found.entries()) {
        const [eighth, low] = [Math.floor((8 * x) / n), x % 8];
        add(`eighth ${i}`, eighth, 8);
        if (n % 8 === 0) add(`low ${i}`, low, 8);
        for (let j = 0; j < i; j++) {
          const y = found[j]!;
          // How far apart they are goes round the range, so that 0 alone is impossible.
          add(`apart ${j} ${i}`, Math.floor((8 * (((x - y + n) % n) - 1)) / (n - 1)), 8);
          if (n >= 1000) add(`both ${j} ${i}`, 8 * eighth + Math.floor((8 * y) / n), 64);
        }
      }
    }
    for (const [what, cells] of counts) {
      // What divides n unevenly is off by one part in n / 8.
      expect([what, excess(cells, keys / cells.length) < 6]).toEqual([what, true]);
    }
  },
);

test('a run through a permutation refuses what lies outside', () => {
  expect(() => runOf(10, 8, 3, 1)).toThrow('a run must lie between 0 and 9, got 3 places from 8');
  expect(() => runOf(10, -1, 3, 1)).toThrow(RangeError);
  expect(() => permutationRun(2 ** 32, 1)).toThrow('permutationRun: n must be at most 2^31, got 4294967296');
  expect(() => permutationRun(0, 1)).toThrow('permutationRun: n must be a positive integer, got 0');
});

test('drawOutside draws each place outside the hole as often, and none in it, whatever the key', () => {
  const of = Int32Array.from({ length: 40 }, (_, place) => 100 + place);
  const rows = 64;
  // Places 10 .. 19 but for 13 .. 15; and all 40 but for the last three; and one place alone.
  const cases = [
    { begin: 10, choices: 7, hole: 13, length: 3, open: [10, 11, 12, 16, 17, 18, 19] },
    { begin: 0, choices: 37, hole: 37, length: 3, open: Array.from({ length: 37 }, (_, place) => place) },
    { begin: 4, choices: 1, hole: 4, length: 1, open: [5] },
  ];
  for (const { open, ...range } of cases) {
    const ranges = holedRanges(rows);
    for (const key of ['begin', 'choices', 'hole', 'length'] as const) ranges[key].fill(range[key]);
    const counts = new Float64Array(of.length);
    const last = new Map<number, number>();
    const into = Array.from({ length: rows }, () => 0);
    for (let seed = 0; seed < 500; seed++) {
      drawOutside(ranges, of, into, seed, 'test');
      for (const element of into) counts[element - 100]!++;
      last.set(into[0]!, (last.get(into[0]!) ?? 0) + 1);
    }
    expect([...counts.keys()].filter((place) => counts[place]! > 0)).toEqual(open);
    if (open.length === 1) continue;
    const drawn = open.map((place) => counts[place]!);
    expect(excess(drawn, (500 * rows) / open.length)).toBeLessThan(5);
    // The first of each key too: keys are independent.
    expect(
      excess(
        open.map((place) => last.get(100 + place) ?? 0),
        500 / open.length,
      ),
    ).toBeLessThan(5);
    const again = Array.from({ length: rows }, () => 0);
    drawOutside(ranges, of, again, 499, 'test');
    expect(again).toEqual(into);
  }
});
