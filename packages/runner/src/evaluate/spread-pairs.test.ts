import * as tf from '@tensorflow/tfjs';
import { createRandom, embeddingsFrom, euclidean, type Encoder } from '@siamese/core';
import { spreadPairs } from './spread-pairs.ts';

beforeAll(() => tf.setBackend('cpu'));

it('finds mistakes for every stretch of the thresholds, and none that is right at all of them', async () => {
  const random = createRandom(1, 'spread');
  const labels = Array.from({ length: 60 }, (_, i) => `class ${i % 3}`);
  const rows = labels.map((_, i) => [(i % 3) + 0.5 * random.normal(), 0]);
  const thresholds = Array.from({ length: 37 }, (_, i) => -1 + i / 40); // -1 to -0.1
  const { falseMatches, falseNonMatches } = await spreadPairs(
    { distance: euclidean } as Encoder<unknown>,
    embeddingsFrom(rows),
    labels,
    { thresholds, seed: 1 },
  );
  for (const { a, b, score } of [...falseMatches, ...falseNonMatches])
    expect(score).toBeCloseTo(-Math.abs(rows[a]![0]! - rows[b]![0]!), 5);
  for (const { a, b, score } of falseMatches) {
    expect(labels[a]).not.toBe(labels[b]);
    expect(score).toBeGreaterThanOrEqual(-1);
  }
  for (const { a, b, score } of falseNonMatches) {
    expect(labels[a]).toBe(labels[b]);
    expect(score).toBeLessThan(-0.1);
  }
  const falls = (scores: number[]) => scores.every((score, i) => i === 0 || score <= scores[i - 1]!);
  expect(falls(falseMatches.map(({ score }) => score))).toBe(true);
  expect(falls(falseNonMatches.map(({ score }) => -score))).toBe(true);
  // Wherever the threshold stands, there is a pair of each kind no further off than two stretches.
  for (const at of [-0.9, -0.6, -0.3]) {
    expect(falseMatches.some(({ score }) => score >= at && score < at + 0.06)).toBe(true);
    expect(falseNonMatches.some(({ score }) => score < at && score > at - 0.06)).toBe(true);
  }
});
