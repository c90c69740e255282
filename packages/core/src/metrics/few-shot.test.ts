import { episodes } from '../generators/index.ts';
import { createRandom } from '../random.ts';
import { dotOfRows, fewShotAccuracy, fewShotProtocols } from './index.ts';

const labels = Array.from({ length: 60 }, (_, item) => `c${item % 12}`);
const over = (ways: number, shots: number, queries = 1) => episodes({ ways, shots, queries }).over(labels, { seed: 1 });

test('one episode by hand, two shots', () => {
  const values = Float32Array.from([1, 0, 0, 1, 0.6, 0.8, 0.8, 0.6, 1, 0.1, 0.9, 1]);
  const episode = {
    support: [0, 3, 1, 2],
    supportLabels: ['x', 'x', 'y', 'y'],
    query: [4, 5],
    queryLabels: ['x', 'x'],
  };
  const stream = { notes: [], at: () => episode };
  // Query 4 = (1, .1): x: 1 + .86, y: .1 + .68. Query 5 = (.9, 1): x: .9 + 1.32, y: 1 + 1.34.
  const options = { ways: 2, shots: 2, count: 1, seed: 1 };
  expect(fewShotAccuracy(dotOfRows(values, 2), stream, options)).toEqual({
    value: 0.5,
    low: 0.5,
    high: 0.5,
    n: 2,
    protocol: '2-way 2-shot, 1 episodes, nearest by mean score',
  });
});

test('right is 1, chance is 1 / ways, a tie is an error', () => {
  const options = { ways: 5, shots: 1, count: 2000, seed: 1 };
  const same = (a: number, b: number) => (labels[a] === labels[b] ? 1 : 0);
  expect(fewShotAccuracy(same, over(5, 1), options)).toMatchObject({ value: 1, low: 1, high: 1, n: 10_000 });
  expect(fewShotAccuracy(() => 1, over(5, 1), options).value).toBe(0);
  const random = createRandom(1);
  const { value, low, high } = fewShotAccuracy(() => random.float(), over(5, 1), options);
  expect(Math.abs(value - 0.2)).toBeLessThan(0.02);
  expect(low! < 0.2 && 0.2 < high!).toBe(true);
});

test('a smaller task than asked is an error that says why', () => {
  expect(() => fewShotAccuracy(() => 0, over(20, 1), { ways: 20, shots: 1, seed: 1 })).toThrow(
    'episodes must be 20-way 1-shot, got 12 items of 12 classes; episodes: 12 ways, not 20: there are no more',
  );
  expect(() => fewShotAccuracy(() => 0, over(2, 1), { ways: 2, shots: 1, count: 0, seed: 1 })).toThrow(
    'fewShotAccuracy: count must be a positive integer, got 0',
  );
});

test("a paper's protocol is asked for by its name and said in words", () => {
  const many = Array.from({ length: 180 }, (_, item) => `c${item % 9}`);
  const score = (a: number, b: number) => (many[a] === many[b] ? 1 : 0);
  const protocol = fewShotProtocols.snell5Way1Shot;
  const stream = episodes(protocol).over(many, { seed: 1 });
  expect(fewShotAccuracy(score, stream, { ...protocol, seed: 1 })).toMatchObject({
    value: 1,
    n: 600 * 75,
    protocol: '5-way 1-shot, 15 queries of each class, 600 episodes, nearest by mean score',
  });
  const few = episodes(protocol).over(many.slice(0, 90), { seed: 1 });
  expect(() => fewShotAccuracy(score, few, { ...protocol, seed: 1 })).toThrow(
    'episodes must have 15 queries of each class, got 45 of 5 classes',
  );
});
