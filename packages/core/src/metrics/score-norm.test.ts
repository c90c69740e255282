import { createRandom } from '../random.ts';
import { cohortScores, eer, normalizedScore, normalizedScores, verificationCurve } from './index.ts';
import { wholeBlock } from './oracle.testing.ts';

test('mean and deviation of all of the cohort, or of the nearest, by hand', async () => {
  const block = wholeBlock(2, 4, (row, column) => [[1, 3, 5, 7], [0, 10, 2, 8]][row]![column]!); // prettier-ignore
  const all = await cohortScores([block]);
  expect(Array.from(all.mean)).toEqual([4, 5]);
  expect(Array.from(all.deviation)).toEqual([Math.sqrt(5), Math.sqrt(17)]);
  const near = await cohortScores([block], { top: 2 });
  expect([Array.from(near.mean), Array.from(near.deviation)]).toEqual([[6, 9], [1, 1]]); // prettier-ignore
  expect(normalizedScore(8, [near, 0])).toBe(2);
  expect(normalizedScore(8, [near, 0], [near, 1])).toBe(0.5);
  const pairs = wholeBlock(2, 2, (row, column) => 8 + row + column);
  for await (const { scores } of normalizedScores([pairs], near, near)) {
    expect(Array.from(scores)).toEqual([2, 1.5, 1.5, 1]);
  }
});

test('where some are like everybody, one threshold serves all better after it', async () => {
  const random = createRandom(1);
  // Half of the items score 3 higher against whomever.
  const bias = Array.from({ length: 60 }, (_, item) => (item % 2) * 3);
  const labels = bias.map((_, item) => Math.floor(item / 4));
  const score = (i: number, j: number) =>
    bias[i]! + bias[j]! + random.normal() * 0.5 + (labels[i] === labels[j] ? 3 : 0);
  const pairs = wholeBlock(60, 60, score);
  const cohort = await cohortScores([wholeBlock(60, 200, (item) => bias[item]! + random.normal() * 0.5)], { top: 50 });
  const rate = (scores: Float32Array) => {
    const [of, same]: [number[], boolean[]] = [[], []];
    for (let i = 0; i < 60; i++) {
      for (let j = i + 1; j < 60; j++) {
        of.push(scores[i * 60 + j]!);
        same.push(labels[i] === labels[j]);
      }
    }
    return eer(verificationCurve(of, same));
  };
  for await (const { scores } of normalizedScores([pairs], cohort, cohort)) {
    expect(rate(scores)).toBeLessThan(0.6 * rate(pairs.scores));
  }
});

test('what makes no sense is refused, items named', async () => {
  const block = wholeBlock(2, 3, (row, column) => row + column);
  await expect(cohortScores([block], { top: 1 })).rejects.toThrow('top must be from 2 to the 3 of the cohort, got 1');
  await expect(cohortScores([block], { top: 4 })).rejects.toThrow(RangeError);
  await expect(cohortScores([{ ...block, left: 1 }])).rejects.toThrow('whole rows in order');
  await expect(cohortScores([wholeBlock(2, 3, (row) => row)])).rejects.toThrow('got item 0 that does');
  await expect(cohortScores([wholeBlock(1, 3, () => NaN)])).rejects.toThrow('got NaN of item 0 against 0');
  const scores = await cohortScores([block]);
  expect(() => normalizedScore(1, [scores, 2])).toThrow(RangeError);
});
