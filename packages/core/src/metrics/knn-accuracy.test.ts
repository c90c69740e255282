import { createRandom } from '../random.ts';
import { knnAccuracy, supportPerClass } from './index.ts';

const support = ['a', 'a', 'b', 'b', 'b'];
const block = (rows: number[][], top = 0) => ({
  top,
  rows: rows.length,
  left: 0,
  columns: 5,
  scores: Float32Array.from(rows.flat()),
});

test.each([
  [1, 'a'], // the nearest
  [2, 'a'], // a tie goes to the higher sum: .9 against .8
  [3, 'b'], // two of three
  [4, 'b'], // a tie: .9 + .1 against .8 + .7
  [5, 'b'],
  [99, 'b'], // all there are
])('k = %i votes %s', async (k, label) => {
  const rows = [[0.9, 0.1, 0.8, 0.7, 0]];
  expect((await knnAccuracy([label], support, [block(rows)], { k })).value).toBe(1);
  expect((await knnAccuracy([label === 'a' ? 'b' : 'a'], support, [block(rows)], { k })).value).toBe(0);
});

test('agrees with sorting each row', async () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 50 }, () => Array.from({ length: 5 }, () => Math.fround(random.float())));
  const voted = rows.map((row) => {
    const nearest = [...row.keys()].sort((x, y) => row[y]! - row[x]!).slice(0, 3);
    return nearest.filter((item) => support[item] === 'a').length >= 2 ? 'a' : 'b';
  });
  const blocks = [block(rows.slice(0, 20)), block(rows.slice(20), 20)];
  expect(await knnAccuracy(voted, support, blocks, { k: 3 })).toMatchObject({ value: 1, n: 50 });
  const half = voted.map((label, row) => (row % 2 === 0 ? label : 'none'));
  expect((await knnAccuracy(half, support, blocks, { k: 3 })).value).toBe(0.5);
});

test('wrong k and missing rows are errors', async () => {
  await expect(knnAccuracy(['a'], support, [block([[1, 1, 1, 1, 1]])], { k: 0 })).rejects.toThrow(
    'k must be a positive',
  );
  await expect(knnAccuracy(['a', 'b'], support, [block([[1, 1, 1, 1, 1]])], { k: 1 })).rejects.toThrow('got 1 and 2');
  await expect(knnAccuracy(['a'], ['a'], [block([[1, 1, 1, 1, 1]])], { k: 1 })).rejects.toThrow('whole rows in order');
});

test('supportPerClass draws as many of each class, the same for the same seed', () => {
  const labels = Array.from({ length: 30 }, (_, item) => `c${item % 3}`).concat('rare');
  const drawn = supportPerClass(labels, 4, 1);
  expect(drawn).toHaveLength(13);
  expect(drawn.filter((item) => labels[item] === 'c1')).toHaveLength(4);
  expect(new Set(drawn).size).toBe(13);
  expect(supportPerClass(labels, 4, 1)).toEqual(drawn);
  expect(supportPerClass(labels, 4, 2)).not.toEqual(drawn);
});
