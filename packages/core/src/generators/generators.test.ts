import * as fc from 'fast-check';
import {
  distinctRows,
  episodes,
  groups,
  hierarchicalGroups,
  inOrder,
  matches,
  pairs,
  triplets,
  views,
} from './index.ts';
import type { Batches, BatchStream } from './index.ts';

/** Labels of any class sizes, in a mixed order: [3, 2] becomes a b a b a or the like. */
const labelsOf = (sizes: readonly number[]): string[] => {
  const labels: string[] = [];
  for (let turn = 0; turn < Math.max(...sizes); turn++) {
    sizes.forEach((size, c) => {
      if (turn < size) labels.push(`c${c}`);
    });
  }
  return labels;
};
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 });
const usable = sizes.filter((all) => all.filter((size) => size >= 2).length >= 2);
const seed = fc.integer({ min: -1000, max: 1000 });
const check = (property: fc.IPropertyWithHooks<never> | fc.IProperty<never>) =>
  fc.assert(property, { seed: 7, numRuns: 25 });
const property = fc.property as unknown as (...args: unknown[]) => fc.IProperty<never>;
const count = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const spreadOf = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);

const everyKind: [string, Batches<{ kind: string }>][] = [
  ['pairs', pairs({ size: 6 })],
  ['triplets', triplets({ size: 5 })],
  ['groups', groups({ classes: 3, perClass: 2 })],
  ['groups that repeat', groups({ classes: 3, perClass: 4, repeat: true })],
  ['episodes', episodes({ ways: 3, shots: 1, queries: 2 })],
  ['matches', matches({ size: 3 })],
  [
    'hierarchical groups',
    hierarchicalGroups({ categories: 2, classes: 1, perClass: 1, categoryOf: (label) => label.slice(0, 2) }),
  ],
];

describe.each(everyKind)('%s', (_, batches) => {
  test('any step can be asked for, before or after iteration, and is always the same', () =>
    check(
      property(usable, seed, (all: number[], seed: number) => {
        const labels = labelsOf(all);
        const stream = batches.over(labels, { seed, epochs: 2 });
        const inTurn = [...stream];
        expect(inTurn).toHaveLength(2 * stream.stepsPerEpoch);
        const again = batches.over(labels, { seed });
        for (let step = inTurn.length - 1; step >= 0; step--) expect(again.at(step)).toEqual(inTurn[step]);
      }),
    ));

  test('every epoch and every seed is different', () => {
    const labels = labelsOf([9, 9, 9, 9, 9, 9]);
    const epochs = new Set<string>();
    for (const seed of [1, 2]) {
      const stream = batches.over(labels, { seed });
      for (let epoch = 0; epoch < 4; epoch++) {
        const steps = Array.from({ length: stream.stepsPerEpoch }, (_, step) =>
          stream.at(epoch * stream.stepsPerEpoch + step),
        );
        epochs.add(JSON.stringify(steps));
      }
    }
    expect(epochs.size).toBe(8);
  });

  test('goes on without an end when no epochs are given', () => {
    const stream = batches.over(labelsOf([3, 3, 3]), { seed: 1 });
    let steps = 0;
    for (const _ of stream) if (++steps > 3 * stream.stepsPerEpoch) break;
    expect(steps).toBe(3 * stream.stepsPerEpoch + 1);
  });

  test('refuses what makes no sense, saying why', () => {
    expect(() => batches.over(['a', 'a', 'a'], { seed: 1 })).toThrow(/at least two classes|two categories/);
    expect(() => batches.over([], { seed: 1 })).toThrow(RangeError);
    expect(() => batches.over(labelsOf([3, 3]), { seed: 0.5 })).toThrow('seed must be an integer, got 0.5');
    expect(() => batches.over(labelsOf([3, 3]), { seed: 1, epochs: -1 })).toThrow('epochs must be a positive integer');
    expect(() => batches.over(labelsOf([3, 3]), { seed: 1 }).at(-1)).toThrow(RangeError);
  });
});

test('pairs: an epoch has every item once with its class and once with another, never with itself', () =>
  check(
    property(usable, seed, fc.integer({ min: 1, max: 8 }), (all: number[], seed: number, half: number) => {
      const labels = labelsOf(all);
      const anchors = labels.flatMap((label, item) => (count(labels).get(label)! >= 2 ? [item] : []));
      const epoch = [...pairs({ size: 2 * half }).over(labels, { seed, epochs: 1 })];
      for (const { a, b, same } of epoch) {
        expect(same.filter(Boolean)).toHaveLength(same.length / 2);
        same.forEach((is, row) => {
          expect(labels[a[row]!] === labels[b[row]!]).toBe(is);
          expect(a[row]).not.toBe(b[row]);
        });
      }
      const firsts = (wanted: boolean) =>
        epoch.flatMap(({ a, same }) => a.filter((_, row) => same[row] === wanted)).sort((x, y) => x - y);
      expect(firsts(true)).toEqual(anchors);
      expect(firsts(false)).toEqual(anchors);
    }),
  ));

test('pairs: the different item is uniform over all items of other classes, the same one over the rest of the class', () => {
  const labels = labelsOf([2, 3, 1, 4]);
  const stream = pairs({ size: 6 }).over(labels, { seed: 3 });
  const epochs = 1500;
  const partners = new Map<string, number>();
  for (let step = 0; step < epochs * stream.stepsPerEpoch; step++) {
    const { a, b } = stream.at(step);
    a.forEach((item, row) => partners.set(`${item} ${b[row]}`, (partners.get(`${item} ${b[row]}`) ?? 0) + 1));
  }
  const deviations = labels.flatMap((label, item) => {
    const alike = labels.flatMap((other, at) => (other === label && at !== item ? [at] : []));
    const others = labels.flatMap((other, at) => (other === label ? [] : [at]));
    if (alike.length === 0) return [];
    return [alike, others].flatMap((list) => {
      const expected = epochs / list.length;
      return list.map((at) => Math.abs((partners.get(`${item} ${at}`) ?? 0) - expected) / Math.sqrt(expected));
    });
  });
  expect(deviations).toHaveLength(9 * 9);
  expect(Math.max(...deviations)).toBeLessThan(5);
});

test('pairs: notes say what was reduced', () => {
  expect(pairs({ size: 4 }).over(labelsOf([2, 2]), { seed: 1 }).notes).toEqual([]);
  expect(pairs({ size: 64 }).over(labelsOf([2, 2, 1]), { seed: 1 }).notes).toEqual([
    'pairs: 8 pairs in a batch, not 64: there are 4 items',
    'pairs: 1 of 5 items are alone in their class and only serve as the different one',
  ]);
  expect(() => pairs({ size: 3 })).toThrow('pairs: size must be even');
  expect(() => pairs({ size: 0 })).toThrow('pairs: size must be a positive integer, got 0');
  expect(() => pairs({ size: 2 }).over(['a', 'b', 'c'], { seed: 1 })).toThrow('one item in every class');
});

test('triplets: an epoch has every item once as the anchor', () =>
  check(
    property(usable, seed, fc.integer({ min: 1, max: 9 }), (all: number[], seed: number, size: number) => {
      const labels = labelsOf(all);
      const counts = count(labels);
      const epoch = [...triplets({ size }).over(labels, { seed, epochs: 1 })];
      for (const { anchor, positive, negative } of epoch) {
        anchor.forEach((item, row) => {
          expect(labels[positive[row]!]).toBe(labels[item]);
          expect(positive[row]).not.toBe(item);
          expect(labels[negative[row]!]).not.toBe(labels[item]);
        });
      }
      const anchors = labels.flatMap((label, item) => (counts.get(label)! >= 2 ? [item] : []));
      expect(epoch.flatMap(({ anchor }) => anchor).sort((x, y) => x - y)).toEqual(anchors);
    }),
  ));

test('groups: never short, mixed or with an item twice; classes come up evenly in any epoch', () =>
  check(
    property(
      usable,
      seed,
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (all: number[], seed: number, classes: number, perClass: number) => {
        const labels = labelsOf(all);
        const stream = groups({ classes, perClass }).over(labels, { seed, epochs: 3 });
        const batches = [...stream];
        const width = batches[0]!.items.length;
        for (const batch of batches) {
          expect(batch.items).toHaveLength(width);
          expect(new Set(batch.items).size).toBe(width);
          expect(batch.labels).toEqual(batch.items.map((item) => labels[item]));
          const each = width / new Set(batch.labels).size;
          batch.labels.forEach((label, at) => expect(label).toBe(batch.labels[at - (at % each)]));
          expect(Math.min(...count(batch.labels).values())).toBe(Math.max(...count(batch.labels).values()));
        }
        for (let epoch = 0; epoch < 3; epoch++) {
          const steps = batches.slice(epoch * stream.stepsPerEpoch, (epoch + 1) * stream.stepsPerEpoch);
          const drawn = steps.flatMap((batch) => [...new Set(batch.labels)]);
          expect(spreadOf([...count(drawn).values()])).toBeLessThanOrEqual(1);
          expect(new Set(drawn).size).toBe(new Set(batches.flatMap((batch) => batch.labels)).size);
        }
      },
    ),
  ));

test('groups: the items of a class come up evenly over its visits', () => {
  const stream = groups({ classes: 2, perClass: 5 }).over(labelsOf([12, 12, 12, 12]), { seed: 5 });
  expect(stream.stepsPerEpoch).toBe(5); // 48 items, 10 at a time
  const even = groups({ classes: 2, perClass: 3 }).over(labelsOf([12, 12, 12, 12]), { seed: 5 });
  const drawn = Array.from({ length: 10 * even.stepsPerEpoch + 4 }, (_, step) => even.at(step).items).flat();
  expect(count(drawn).size).toBe(48);
  expect(spreadOf([...count(drawn).values()])).toBeLessThanOrEqual(1);
});

test('groups: every two classes meet in a batch sooner or later', () => {
  const stream = groups({ classes: 3, perClass: 1 }).over(labelsOf(Array.from({ length: 10 }, () => 4)), { seed: 2 });
  const met = new Set<string>();
  for (let step = 0; step < 400; step++) {
    const { labels } = stream.at(step);
    for (const a of labels) for (const b of labels) if (a < b) met.add(a + b);
  }
  expect(met.size).toBe(45);
});

test('groups: repeat fills a class of few items with all of them before any comes again', () => {
  const stream = groups({ classes: 2, perClass: 5, repeat: true }).over(labelsOf([1, 2]), { seed: 1 });
  const { items, labels } = stream.at(0);
  expect(stream.notes).toEqual([]);
  expect(count(labels)).toEqual(
    new Map([
      [labels[0], 5],
      [labels[9], 5],
    ]),
  );
  expect([...count(items).values()].sort()).toEqual([2, 3, 5]);
});

test('groups: notes say what was reduced', () => {
  const notes = (all: number[], classes: number, perClass: number) =>
    groups({ classes, perClass }).over(labelsOf(all), { seed: 1 }).notes;
  expect(notes([4, 4], 2, 4)).toEqual([]);
  expect(notes([4, 4, 4, 1], 16, 4)).toEqual([
    'groups: 1 of 4 classes are left out, having fewer than 4 items',
    'groups: 3 classes in a batch, not 16: there are no more',
  ]);
  expect(notes([6, 3, 3, 2], 2, 8)).toEqual([
    'groups: 3 items of each class, not 8: fewer than half of the 4 classes have more',
    'groups: 1 of 4 classes are left out, having fewer than 3 items',
  ]);
  expect(() => groups({ classes: 1, perClass: 4 })).toThrow('groups: classes must be at least 2');
  expect(() => groups({ classes: 2, perClass: 2 }).over(['a', 'b', 'b'], { seed: 1 })).toThrow(
    'groups: labels must have at least two classes with two items each, got 1 among 2 classes and 3 items',
  );
});

test('episodes: support and query are of the same classes and share no item', () =>
  check(
    property(
      usable,
      seed,
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      (all: number[], seed: number, ways: number, shots: number) => {
        const labels = labelsOf(all);
        for (const { support, supportLabels, query, queryLabels } of episodes({ ways, shots }).over(labels, {
          seed,
          epochs: 1,
        })) {
          expect(supportLabels).toEqual(support.map((item) => labels[item]));
          expect(queryLabels).toEqual(query.map((item) => labels[item]));
          expect(new Set([...support, ...query]).size).toBe(support.length + query.length);
          expect([...new Set(queryLabels)]).toEqual([...new Set(supportLabels)]);
          expect(support.length).toBeGreaterThanOrEqual(2);
        }
      },
    ),
  ));

test('episodes: queries are cut before shots', () => {
  const stream = episodes({ ways: 2, shots: 3, queries: 4 }).over(labelsOf([4, 4]), { seed: 1 });
  expect(stream.at(0)).toMatchObject({ support: { length: 6 }, query: { length: 2 } });
  expect(stream.notes[1]).toBe('episodes: 3 shots and 1 queries of each class, not 3 and 4');
});

test('matches: two different items of one class in a row, no class twice; classes come up evenly', () =>
  check(
    property(usable, seed, fc.integer({ min: 2, max: 8 }), (all: number[], seed: number, size: number) => {
      const names = labelsOf(all);
      const stream = matches({ size }).over(names, { seed, epochs: 1 });
      const seen: string[] = [];
      for (const { a, b, labels } of stream) {
        expect(labels).toHaveLength(Math.min(size, all.filter((one) => one >= 2).length));
        expect(new Set(labels).size).toBe(labels.length);
        labels.forEach((label, row) => {
          expect([names[a[row]!], names[b[row]!]]).toEqual([label, label]);
          expect(a[row]).not.toBe(b[row]);
        });
        seen.push(...labels);
      }
      expect(spreadOf([...count(seen).values()])).toBeLessThanOrEqual(1);
    }),
  ));

test('matches: notes and refusals', () => {
  const { notes } = matches({ size: 9 }).over(labelsOf([4, 4, 1]), { seed: 1 });
  expect(notes).toEqual([
    'matches: 1 of 3 classes are left out, having fewer than 2 items',
    'matches: 2 rows in a batch, not 9: there are no more',
  ]);
  expect(() => matches({ size: 1 })).toThrow('matches: size must be at least 2');
  expect(() => matches({ size: 4 }).over(['a', 'b', 'b'], { seed: 1 })).toThrow('two classes with two items each');
});

describe('with hard negatives', () => {
  const names = labelsOf([3, 3, 3, 3, 3, 3]); // c0 .. c5, item i is of class i % 6
  const perItem = 2;
  const hardOf = (item: number) => [(item + 1) % 18, (item + 9) % 18]; // of the next class, and of the one opposite
  const rows = Int32Array.from(names.flatMap((_, item) => (item === 4 ? [-1, -1] : hardOf(item))));
  const negatives = { perItem, rows };

  test('triplets take one of them, each as often, and any other item where there is none', () => {
    const stream = triplets({ size: 6, negatives }).over(names, { seed: 1, epochs: 200 });
    const taken = new Map<number, number>();
    const ofNone = new Set<number>();
    for (const { anchor, negative } of stream) {
      anchor.forEach((item, row) => {
        expect(names[negative[row]!]).not.toBe(names[item]);
        if (item === 4) ofNone.add(negative[row]!);
        else expect(hardOf(item)).toContain(negative[row]);
        if (item === 0) taken.set(negative[row]!, (taken.get(negative[row]!) ?? 0) + 1);
      });
    }
    expect(ofNone.size).toBe(15);
    expect(Math.abs(taken.get(1)! - 100)).toBeLessThan(35);
  });

  test('matches have one for each row, of a class that is not in the batch', () => {
    const stream = matches({ size: 3, negatives }).over(names, { seed: 1, epochs: 40 });
    let hard = 0;
    let all = 0;
    for (const batch of stream) {
      expect(batch.negatives).toHaveLength(3);
      batch.negatives!.forEach((item, row) => {
        expect(batch.labels).not.toContain(names[item]);
        if (hardOf(batch.a[row]!).includes(item)) hard++;
        all++;
      });
    }
    expect(hard / all).toBeGreaterThan(0.5);
    expect(matches({ size: 6, negatives }).over(names, { seed: 1 }).at(0)).not.toHaveProperty('negatives');
  });

  test('that are not of these items are refused', () => {
    for (const batches of [triplets({ size: 2, negatives }), matches({ size: 2, negatives })]) {
      expect(() => batches.over(labelsOf([2, 2]), { seed: 1 })).toThrow('2 places for each of 4 items, got 36');
      expect(() => batches.over([...Array(9).fill('a'), ...Array(9).fill('b')], { seed: 1 })).toThrow(
        'negatives of item 0 must be of another class, got 1, of its own class',
      );
    }
    const outside = triplets({ size: 2, negatives: { perItem: 1, rows: Int32Array.of(1, 0, 9, 0) } });
    expect(() => outside.over(labelsOf([2, 2]), { seed: 1 })).toThrow(
      'negatives of item 2 must be of another class, got 9, no item',
    );
  });
});

test('views: every item with itself, each at most once an epoch, never a short batch', () => {
  const stream = views({ size: 4 }).over(Array(11).fill('any'), { seed: 1, epochs: 60 });
  expect(stream.stepsPerEpoch).toBe(2);
  const batches = [...stream];
  for (const { a, b, labels } of batches) {
    expect(b).toEqual(a);
    expect(new Set(labels).size).toBe(4);
  }
  for (let epoch = 0; epoch < 60; epoch++) {
    expect(new Set(batches.slice(2 * epoch, 2 * epoch + 2).flatMap(({ a }) => a)).size).toBe(8);
  }
  expect(count(batches.flatMap(({ a }) => a)).size).toBe(11);
  expect(stream.at(0).a).not.toEqual(stream.at(2).a);
  expect(views({ size: 4 }).over(['x', 'y'], { seed: 1 }).notes).toEqual([
    'views: 2 rows in a batch, not 4: there are no more items',
  ]);
  expect(() => views({ size: 4 }).over(['x'], { seed: 1 })).toThrow(
    'views: labels must be of at least two items, got 1',
  );
});

test('hierarchical groups: as many classes of each category, whole and unmixed; categories, classes and items come up evenly', () => {
  const categoryOf = (label: string) => label.slice(0, label.indexOf('/'));
  // Categories A (4 classes of 6), B (3 classes of 6), C (5 classes of 3), D (one class), E (classes of one item)
  const classesOf: Record<string, readonly [number, number]> = {
    A: [4, 6],
    B: [3, 6],
    C: [5, 3],
    D: [1, 9],
    E: [4, 1],
  };
  const labels = Object.entries(classesOf).flatMap(([category, [classes, items]]) =>
    Array.from({ length: classes * items }, (_, i) => `${category}/${i % classes}`),
  );
  const batches = hierarchicalGroups({ categories: 2, classes: 3, perClass: 2, categoryOf });
  const stream = batches.over(labels, { seed: 1, epochs: 12 });
  expect(stream.notes).toEqual([
    'hierarchicalGroups: 2 of 5 categories are left out, having fewer than 3 classes of 2 items',
  ]);
  const drawn: string[] = [];
  const items: number[] = [];
  for (const batch of stream) {
    expect(batch.items).toHaveLength(12);
    expect(new Set(batch.items).size).toBe(12);
    expect(batch.labels).toEqual(batch.items.map((item) => labels[item]));
    const classes = [...new Set(batch.labels)];
    expect(batch.labels).toEqual(classes.flatMap((label) => [label, label]));
    const categories = count(classes.map(categoryOf));
    expect([...categories.values()]).toEqual([3, 3]);
    drawn.push(...classes);
    items.push(...batch.items);
  }
  const inAll = count(drawn);
  for (const category of ['A', 'B', 'C']) {
    const [classes] = classesOf[category]!;
    const counts = Array.from({ length: classes }, (_, c) => inAll.get(`${category}/${c}`) ?? 0);
    // Classes are even within each epoch of a category, of which there are several.
    expect(spreadOf(counts)).toBeLessThanOrEqual(0.35 * Math.max(...counts));
  }
  expect(
    spreadOf(['A', 'B', 'C'].map((c) => drawn.filter((label) => categoryOf(label) === c).length / 3)),
  ).toBeLessThan(13);
  expect(count(items).size).toBe(4 * 6 + 3 * 6 + 5 * 3);
});

test('hierarchical groups: notes and refusals', () => {
  const categoryOf = (label: string) => label[0]!;
  const labels = ['a1', 'a1', 'a2', 'a2', 'b1', 'b1', 'b2', 'b2'];
  const over = (categories: number, classes: number, perClass: number) =>
    hierarchicalGroups({ categories, classes, perClass, categoryOf }).over(labels, { seed: 1 });
  expect(over(3, 2, 2).notes).toEqual(['hierarchicalGroups: 2 categories in a batch, not 3: there are no more']);
  expect(over(2, 1, 2).at(0).labels).toHaveLength(4);
  expect(() => over(2, 3, 2)).toThrow('must have a category with 3 classes of 2 items, got 0 among 2 categories');
  expect(() => over(1, 1, 2)).toThrow('categories times classes must be at least 2');
  const filled = hierarchicalGroups({ categories: 1, classes: 2, perClass: 3, categoryOf, repeat: true });
  expect(filled.over(labels, { seed: 1 }).at(0).items).toHaveLength(6);
});

test('distinctRows: no label twice in a batch, labels and their rows come up evenly', () => {
  const labels = labelsOf([5, 5, 5, 5, 1]);
  const stream = distinctRows({ size: 3, labels }).over(labels.length, { seed: 2, epochs: 4 });
  const rows: number[] = [];
  for (const batch of stream) {
    expect(new Set(batch.rows.map((row) => labels[row])).size).toBe(3);
    rows.push(...batch.rows);
  }
  expect(count(rows).size).toBe(labels.length);
  expect(spreadOf([...count(rows.map((row) => labels[row]!)).values()])).toBeLessThanOrEqual(4);
  expect(() => distinctRows({ size: 3, labels }).over(2, { seed: 1 })).toThrow('must have one length, got 21 and 2');
  expect(() => distinctRows({ size: 3, labels: ['a', 'a'] }).over(2, { seed: 1 })).toThrow('at least two classes');
  expect(distinctRows({ size: 9, labels }).over(21, { seed: 1 }).notes).toEqual([
    'distinctRows: 5 rows in a batch, not 9: there are no more',
  ]);
});

test('inOrder: every row once an epoch, in order unless shuffled', () => {
  expect([...inOrder({ size: 2 }).over(5, { seed: 1, epochs: 1 })].map(({ rows }) => rows)).toEqual([
    [0, 1],
    [2, 3],
    [4],
  ]);
  const mixed: BatchStream<{ rows: readonly number[] }> = inOrder({ size: 64, shuffle: true }).over(1000, {
    seed: 1,
    epochs: 2,
  });
  const rows = [...mixed].flatMap((batch) => batch.rows);
  const all = Array.from({ length: 1000 }, (_, row) => row);
  expect(rows.slice(0, 1000)).not.toEqual(rows.slice(1000));
  expect(rows.slice(0, 1000).sort((x, y) => x - y)).toEqual(all);
  expect(rows.slice(1000).sort((x, y) => x - y)).toEqual(all);
  expect(() => inOrder({ size: 2 }).over(0, { seed: 1 })).toThrow(
    'the number of rows must be a positive integer, got 0',
  );
});
