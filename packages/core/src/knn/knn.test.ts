import { onEachBackend } from '@siamese/testing';
import { cosine, dot, euclidean, lp, manhattan } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import {
  centred,
  centroids,
  classify,
  type Embeddings,
  embeddingsFrom,
  exactIndex,
  indexBytes,
  indexFrom,
  labelNumbers,
  meanRow,
  nearest,
  pickRows,
  vote,
  type VoteWeights,
} from './index.ts';

function randomRows(rows: number, dimensions: number, seed: number): Embeddings {
  const random = createRandom(seed, 'rows');
  return { values: Float32Array.from({ length: rows * dimensions }, () => random.normal()), rows, dimensions };
}

const euclid = (a: Embeddings, i: number, b: Embeddings, j: number) =>
  Math.hypot(...pickRows(a, [i]).values.map((value, d) => value - pickRows(b, [j]).values[d]!));

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  it('finds what a scalar loop finds, whatever the size of the blocks', async () => {
    const base = randomRows(57, 5, 1);
    const queries = randomRows(23, 5, 2);
    const expected = Array.from({ length: queries.rows }, (_, q) =>
      [...Array(base.rows).keys()]
        .sort((i, j) => euclid(queries, q, base, i) - euclid(queries, q, base, j))
        .slice(0, 4),
    ).flat();
    for (const budget of [1000, 4000, 2 ** 20]) {
      const found = await nearest(queries, base, { k: 4, distance: euclidean, budget });
      expect([...found.rows]).toEqual(expected);
      expect(found.scores[0]).toBeCloseTo(-euclid(queries, 0, base, expected[0]!), 5);
    }
  });

  it.each([euclidean, cosine, dot, manhattan])('finds the same by groups of rows: $name', async (distance) => {
    const base = randomRows(4131, 6, 3); // many blocks' worth of groups, and three rows left over
    base.values.set(base.values.subarray(0, 12), 12); // two rows twice
    const queries = pickRows(base, [1, 2, 4130, 77, 4096]);
    const skip = [1, -1, 4130, 77, -1];
    const byGroups = await nearest(queries, base, { k: 5, distance, skip });
    const oneByOne = await nearest(queries, base, { k: 5, distance, skip, filter: () => true });
    expect(byGroups).toEqual(oneByOne);
  });

  it('gives equal rows the distance 0, the first of them first', async () => {
    const base = embeddingsFrom([
      [1000, 2],
      [1000.5, 2],
      [1000, 2],
      [1000.5, 2],
    ]);
    const found = await nearest(pickRows(base, [3, 0]), base, { k: 3, distance: euclidean });
    expect([...found.rows]).toEqual([1, 3, 0, 0, 2, 1]);
    expect([...found.scores]).toEqual([0, 0, -0.5, 0, 0, -0.5]);
  });

  it('goes by the larger value for a similarity', async () => {
    const base = embeddingsFrom([
      [1, 0],
      [3, 3],
      [0, 1],
    ]);
    const query = embeddingsFrom([[2, 0.5]]);
    expect([...(await nearest(query, base, { k: 3, distance: dot })).rows]).toEqual([1, 0, 2]);
    expect([...(await nearest(query, base, { k: 3, distance: cosine })).rows]).toEqual([0, 1, 2]);
  });

  it('leaves out what the filter and skip leave out', async () => {
    const base = embeddingsFrom([[0], [1], [2], [3]]);
    const found = await nearest(base, base, {
      k: 9,
      distance: euclidean,
      filter: (row) => row !== 2,
      skip: [0, 1, 2, 3],
    });
    expect(found.k).toBe(3);
    expect([...found.rows]).toEqual([1, 3, -1, 0, 3, -1, 1, 3, 0, 1, 0, -1]);
    expect((await nearest(base, base, { k: 1, distance: euclidean, filter: () => false })).k).toBe(0);
  });

  it('classifies by the nearest, by votes and by centroids', async () => {
    const base = embeddingsFrom([[0], [0.2], [1], [1.2], [1.4], [5]]);
    const labels = ['a', 'a', 'b', 'b', 'b', 'c'];
    const queries = embeddingsFrom([[0.5], [4.9]]);
    const answers = await classify(queries, base, labels, { distance: euclidean });
    expect(answers.map((answer) => answer.label)).toEqual(['a', 'c']);
    expect(answers[0]!.score).toBeCloseTo(-0.3);
    expect(answers[0]!.runnerUp).toEqual({ label: 'b', score: -0.5 });
    const voted = await classify(queries, base, labels, { distance: euclidean, k: 5 });
    expect(voted.map((answer) => answer.label)).toEqual(['b', 'b']);
    expect(voted[0]!).toMatchObject({ score: -0.5, runnerUp: { label: 'a' } });
    const weighted = await classify(queries, base, labels, { distance: euclidean, k: 5, weights: 'distance' });
    expect(weighted.map((answer) => answer.label)).toEqual(['a', 'c']);
    const means = centroids(base, labels);
    expect(means.counts).toEqual([2, 3, 1]);
    expect(means.embeddings.values[1]).toBeCloseTo(1.2);
    const byMean = await classify(queries, means.embeddings, means.labels, { distance: euclidean });
    expect(byMean[0]!.label).toBe('a');
    expect(byMean[0]!.score).toBeCloseTo(-0.4);
  });

  it('names nobody where the nearest is too far or the next as near', async () => {
    const base = embeddingsFrom([[0], [1], [10]]);
    const answers = await classify(embeddingsFrom([[0.1], [0.5], [20]]), base, ['a', 'b', 'c'], {
      distance: euclidean,
      threshold: -2,
      gap: 0.1,
    });
    expect(answers.map(({ label, reason, nearest }) => ({ label, reason, nearest }))).toEqual([
      { label: 'a', reason: undefined, nearest: 'a' },
      { label: undefined, reason: 'ambiguous', nearest: 'a' },
      { label: undefined, reason: 'too far', nearest: 'c' },
    ]);
  });

  it('answers only labels that the filter lets through', async () => {
    const base = embeddingsFrom([[0], [1]]);
    const [answer] = await classify(embeddingsFrom([[0]]), base, ['a', 'b'], {
      distance: euclidean,
      filter: (label) => label !== 'a',
    });
    expect(answer).toMatchObject({ label: 'b', score: -1, runnerUp: undefined });
    await expect(
      classify(embeddingsFrom([[0]]), base, ['a', 'b'], { distance: euclidean, filter: () => false }),
    ).rejects.toThrow('classify: base must hold a row that may be answered, got none');
  });

  it('keeps an index that rows are added to and removed from', async () => {
    const index = exactIndex({ distance: euclidean });
    expect(await index.search(embeddingsFrom([[0]]), { k: 3 })).toEqual([[]]);
    await index.add(embeddingsFrom([[0], [1], [2]]), [10, 11, 12]);
    await index.add(embeddingsFrom([[3]]), [7]);
    expect(() => index.add(embeddingsFrom([[3]]), [7])).toThrow('key must be new, got 7');
    expect(await index.search(embeddingsFrom([[2.9]]), { k: 2 })).toMatchObject([[{ key: 7 }, { key: 12 }]]);
    expect(await index.remove([12, 99])).toBe(1);
    expect(index.size).toBe(3);
    expect((await index.search(embeddingsFrom([[2.1]]), { k: 9 }))[0]!.map(({ key }) => key)).toEqual([7, 11, 10]);
    const found = await index.search(embeddingsFrom([[2.1]]), { k: 1, filter: (key) => key > 7 });
    expect(found[0]!.map(({ key }) => key)).toEqual([11]);
    expect(await index.remove([10, 11, 7])).toBe(3);
    expect(index.size).toBe(0);
  });
});

describe('vote', () => {
  it('gives a tie to the label that appears first in the base', () => {
    const labels = labelNumbers(['x', 'y', 'x', 'y']);
    const neighbours = { queries: 1, k: 4, rows: Int32Array.of(3, 1, 0, 2), scores: Float32Array.of(-1, -1, -2, -2) };
    expect([...vote(neighbours, labels, { distance: euclidean })]).toEqual([0]);
    expect([...vote(neighbours, labels, { distance: euclidean, weights: 'distance' })]).toEqual([1]);
  });

  it('weighs by a softmax of the scores', () => {
    // x has one vote at 0.9, y two at 0.8: e^(-0.1 / t) of each is half of x's at t = 0.1 / ln 2 = 0.144.
    const labels = labelNumbers(['x', 'y', 'y']);
    const neighbours = { queries: 1, k: 3, rows: Int32Array.of(0, 1, 2), scores: Float32Array.of(0.9, 0.8, 0.8) };
    const winner = (weights: VoteWeights) => vote(neighbours, labels, { distance: cosine, weights })[0];
    expect(winner({ softmax: 0.14 })).toBe(0);
    expect(winner({ softmax: 0.15 })).toBe(1);
    expect(winner('softmax')).toBe(0);
    expect(winner('distance')).toBe(1);
    expect(winner({ softmax: 1e-9 })).toBe(0);
    for (const weights of ['nearest', { softmax: 0 }, { softmax: NaN }, null]) {
      expect(() => winner(weights as VoteWeights)).toThrow(RangeError);
    }
  });
});

describe('centring', () => {
  it('subtracts the mean and brings rows to length 1, but for those that are the mean', () => {
    const rows = embeddingsFrom([[1, 1], [4, 5], [1, 3], [-2, -5]]); // prettier-ignore
    const mean = meanRow(rows);
    expect([...mean]).toEqual([1, 1]);
    expect(centred(rows, mean)).toEqual(
      embeddingsFrom([[0, 0], [0.6, 0.8], [0, 1], [-3 / Math.sqrt(45), -6 / Math.sqrt(45)]]), // prettier-ignore
    );
    expect(() => centred(rows, Float32Array.of(1))).toThrow('centred: mean and rows must have one length, got 1 and 2');
    expect(() => meanRow({ values: new Float32Array(0), rows: 0, dimensions: 2 })).toThrow('at least one row');
  });
});

describe('an index as a file', () => {
  const filled = (distance = euclidean) => {
    const index = exactIndex({ distance });
    void index.add(embeddingsFrom([[1, 2], [3, 4], [5, 6]]), [7, 0, 2 ** 52]); // prettier-ignore
    void index.remove([0]);
    return index;
  };

  it.each([euclidean, cosine, lp(3)])('is read back, and goes on: $name', async (distance) => {
    const read = indexFrom(indexBytes(filled(distance)), 'x.index');
    expect(read.size).toBe(2);
    expect(read.distance.name).toBe(distance.name);
    expect(read.content()).toEqual(filled().content());
    await read.add(embeddingsFrom([[3, 4]]), [0]);
    expect((await read.search(embeddingsFrom([[3, 4]]), { k: 1 }))[0]![0]!.key).toBe(0);
    expect(indexFrom(indexBytes(exactIndex({ distance }))).size).toBe(0);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a distance nobody knows',
      (text) => text.replace('euclidean', 'euclidian'),
      /x: field distance: .*got "euclidian"/,
    ],
    [
      'a key that is there twice',
      (text) => text.replace('[7,4503599627370496]', '[7,7               ]'),
      /x: field keys: .*got 7/,
    ],
    [
      'a key too few',
      (text) => text.replace('[7,4503599627370496]', '[7                 ]'),
      /x: embeddings must have the shape \[1, dimensions\], got \[2, 2\]/,
    ],
    [
      'a key that is none',
      (text) => text.replace('[7,', '[-,').replace('[-,', '[1.5,').replace('370496', '3704'),
      /the index in x: field keys\.0 must be/,
    ],
    [
      'another shape',
      (text) => text.replace('[2,2]', '[4,1]'),
      /x: embeddings must have the shape \[2, dimensions\], got \[4, 1\]/,
    ],
    [
      'a number that is NaN',
      (text) => `${text.slice(0, -4)}\x00\x00\xc0\x7f`,
      /x: embeddings must be finite, got NaN in row 1/,
    ],
    ['an end that is missing', (text) => text.slice(0, -1), /x is no index that can be read/],
    ['a gallery in it', (text) => text.replace('{"index":', '{"other":'), /no field __metadata__\.index/],
  ])('with %s is refused', (_, change, message) => {
    const spoilt = Uint8Array.from(Buffer.from(change(Buffer.from(indexBytes(filled())).toString('latin1')), 'latin1'));
    expect(() => indexFrom(spoilt, 'x')).toThrow(SyntaxError);
    expect(() => indexFrom(spoilt, 'x')).toThrow(message);
  });

  it("is not written with a distance of one's own, which could not be found again", () => {
    expect(() => indexBytes(exactIndex({ distance: { ...euclidean, name: 'mine' } }))).toThrow('got "mine"');
  });
});

describe('wrong arguments', () => {
  it('are named', async () => {
    const rows = embeddingsFrom([[0, 1]]);
    await expect(nearest(rows, embeddingsFrom([[1]]), { k: 1, distance: euclidean })).rejects.toThrow(
      'nearest: queries and base must have one length of row, got 2 and 1',
    );
    await expect(nearest(rows, rows, { k: 0, distance: euclidean })).rejects.toThrow(RangeError);
    const bad = { values: Float32Array.of(1, NaN), rows: 2, dimensions: 1 };
    await expect(nearest(bad, rows, { k: 1, distance: euclidean })).rejects.toThrow('got NaN in row 1');
    await expect(classify(rows, rows, ['a'], { distance: euclidean, weights: 'far' as never })).rejects.toThrow(
      "classify: weights must be one of 'uniform', 'distance', 'softmax', got 'far'",
    );
    await expect(classify(rows, rows, ['a', 'b'], { distance: euclidean })).rejects.toThrow('one length, got 2 and 1');
    expect(() => embeddingsFrom([[1], [1, 2]])).toThrow(RangeError);
  });
});
