import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createComparator, createSiamese } from '../../comparator.ts';
import { cosine, euclidean } from '../../distances/index.ts';
import type { Encoder } from '../../encoder.ts';
import { onDistance, scaled } from '../../heads/index.ts';
import { embeddingsFrom } from '../../knn/index.ts';
import type { Labelled } from '../../labels.ts';
import { curveDifference, eer } from '../../metrics/index.ts';
import { createRandom } from '../../random.ts';
import { tinyPictureEncoder, tinyPictures, tinySequenceEncoder, tinySequences } from '../../tiny-encoders.testing.ts';
import { calibrate } from '../calibrate.ts';
import { embed } from '../embed.ts';
import { evaluate, evaluateInDetail, oneShotTrials } from './index.ts';

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  it.each([
    ['pictures', () => tinyPictureEncoder() as Encoder<unknown>, tinyPictures as (o: object) => Labelled<unknown>],
    ['sequences', () => tinySequenceEncoder() as Encoder<unknown>, tinySequences as (o: object) => Labelled<unknown>],
  ])('measures %s, and their embeddings alike', async (_, create, make) => {
    const encoder = create();
    const data = make({ classes: 8, perClass: 4, seed: 2 });
    const other = make({ classes: 8, perClass: 4, seed: 3 });
    await calibrate(encoder, other, { target: 'eer' });
    const o = { ways: [5], trials: 100, far: 0.1 };
    const figures = await evaluate(encoder, data, { ...o, calibration: other, support: data });
    expect(Object.keys(figures).sort()).toEqual([
      'accuracy',
      'auc',
      'averagePrecision',
      'eer',
      'falseMatchRate',
      'falseNonMatchRate',
      'identified',
      'identifiedAtFar',
      'knn',
      'mapAtR',
      'meanReciprocalRank',
      'minCllr',
      'minDcf',
      'oneShot5',
      'oscr',
      'rPrecision',
      'recallAt1',
      'recallAt10',
      'recallAt5',
      'strangerAuroc',
      'strangersLetIn',
    ]);
    for (const { value, low, high, n } of Object.values(figures as { [name: string]: Required<typeof figures.eer> })) {
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(n).toBeGreaterThan(0);
    }
    expect(figures.eer.n).toBe((32 * 31) / 2);
    expect(figures.auc.value).toBeGreaterThan(0.6);
    expect(figures.oneShot5!.value).toBeGreaterThan(0.4);
    const raw = await evaluate(
      { embeddings: await embed(encoder, data.items), labels: data.labels },
      { ...o, distance: encoder.distance, normalize: true, threshold: encoder.calibration!.threshold },
    );
    expect(raw.eer).toEqual(figures.eer);
    expect(raw.accuracy).toEqual(figures.accuracy);
    expect(raw.oneShot5).toEqual(figures.oneShot5);
    expect(raw).not.toHaveProperty('knn');
    const siamese = createSiamese({ encoder, head: onDistance(encoder.distance), seed: 1 });
    siamese.calibration = { ...encoder.calibration!, threshold: 0.5 };
    const headed = await evaluateInDetail(siamese, data, o);
    // The head is a falling function of the distance, so it ranks alike and says it in probabilities.
    expect(headed.figures.eer.value).toBeCloseTo(figures.eer.value, 2);
    expect(headed.figures.recallAt1!.value).toBeCloseTo(figures.recallAt1!.value, 5);
    // Of a head alone: what its probabilities cost as they are; no more than that when calibrated.
    expect(headed.figures.cllr!.value).toBeGreaterThanOrEqual(headed.figures.minCllr.value);
    expect(figures).not.toHaveProperty('cllr');
    expect(headed.curve.thresholds.at(-1)).toBeGreaterThanOrEqual(0);
    expect(headed.curve.thresholds[1]).toBeLessThanOrEqual(1);
    expect(headed.notes).toEqual([expect.stringContaining('only 8 identities')]);
    for (const { model } of [encoder, siamese.head]) model.dispose();
  });

  it('measures pairs of two encoders', async () => {
    const pair = createComparator({ a: tinyPictureEncoder(), b: tinySequenceEncoder(), head: scaled() });
    const a = tinyPictures({ classes: 6, perClass: 1 }).items;
    const b = tinySequences({ classes: 6, perClass: 1 }).items;
    const matched = await evaluate(pair, { a, b }, { threshold: 0.5 });
    expect(matched.eer.n).toBe(36);
    expect(matched.accuracy!.value).toBeGreaterThanOrEqual(0);
    const told = await evaluate(pair, { a, b, same: [true, true, true, false, false, false] });
    expect(told.eer.n).toBe(6);
    expect(told.auc.low!).toBeLessThanOrEqual(told.auc.value);
    expect(told).not.toHaveProperty('accuracy');
    expect(told.minCllr.value).toBeLessThanOrEqual(1);
    for (const { model } of [pair.a, pair.b, pair.head]) model.dispose();
  });
});

describe('figures by hand', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });
  const labels = ['a', 'a', 'b', 'b'];

  it('are those of a set that can be counted', async () => {
    // On a line: a 0 and 3, b 4 and 5. Same: 3, 1. Different: 4, 5, 1, 2.
    const features = { embeddings: embeddingsFrom([[0], [3], [4], [5]]), labels };
    const figures = await evaluate(features, { distance: euclidean, threshold: -2.5, ways: [2], trials: 50 });
    expect(figures.falseMatchRate!.value).toBe(0.5);
    expect(figures.falseNonMatchRate!.value).toBe(0.5);
    expect(figures.accuracy!.value).toBe(0.5);
    // A same pair at 1 ties with a different one and beats three; the one at 3 beats two of four.
    expect(figures.auc.value).toBeCloseTo((3.5 + 2) / 8, 6);
    // Nearest: 0 -> 3 right, 3 -> 4 wrong, 4 -> 3 or 5 (a tie counts as wrong), 5 -> 4 right.
    expect(figures.recallAt1).toMatchObject({ value: 0.5, n: 4 });
    expect(figures.mapAtR!.value).toBe(0.5);
    expect(figures).not.toHaveProperty('identified');
  });

  it('are perfect where classes lie apart, and know strangers', async () => {
    const random = createRandom(1, 'test');
    const make = (classes: number, from: number) => ({
      embeddings: embeddingsFrom(
        Array.from({ length: classes * 4 }, (_, i) => [from + 100 * Math.floor(i / 4) + random.float(), 0]),
      ),
      labels: Array.from({ length: classes * 4 }, (_, i) => `${from}-${Math.floor(i / 4)}`),
    });
    const figures = await evaluate(make(8, 0), {
      distance: euclidean,
      calibration: make(8, 5000),
      support: make(8, 0),
      ways: [5, 20],
      trials: 100,
    });
    const one = { value: 1, low: 1, high: 1 };
    expect(figures).toMatchObject({ auc: one, recallAt1: one, mapAtR: one, oneShot5: one, knn: one });
    expect(figures.eer.value).toBe(0);
    expect(figures.identified).toMatchObject({ value: 1, n: 8 });
    expect(figures.strangersLetIn).toMatchObject({ value: 0, n: 16 });
    expect(figures).not.toHaveProperty('oneShot20');
  });

  /** Classes on a line, one apart, their items spread around them. */
  const onLine = (classes: number, perClass: number, spread = 0.2) => {
    const random = createRandom(3, 'on a line');
    const labels = Array.from({ length: classes * perClass }, (_, i) => `c${i % classes}`);
    const rows = labels.map((_, i) => [(i % classes) + spread * random.normal(), 0]);
    return { embeddings: embeddingsFrom(rows), labels };
  };

  it('asks one-shot trials that anybody can draw again', async () => {
    const { embeddings, labels } = onLine(8, 6, 0.8);
    const at = (item: number) => embeddings.values[item * embeddings.dimensions]!;
    const draw = oneShotTrials(labels, { ways: 5, seed: 7 })!;
    let right = 0;
    for (let trial = 0; trial < 300; trial++) {
      const { query, support } = draw(trial);
      expect(new Set(support.map((item) => labels[item])).size).toBe(5);
      expect(labels[support[0]!]).toBe(labels[query]);
      expect(support).not.toContain(query);
      const [own, ...others] = support.map((item) => Math.abs(at(item) - at(query)));
      if (others.every((far) => far > own!)) right++;
    }
    const { oneShot5 } = await evaluate(
      { embeddings, labels },
      { distance: euclidean, seed: 7, trials: 300, ways: [5] },
    );
    expect(oneShot5!.value).toBeCloseTo(right / 300, 12);
    expect(oneShotTrials(labels, { ways: 9, seed: 7 })).toBe(undefined);
  });

  it('of a large set are measured on a part: whole identities, searched for among all', async () => {
    const set = onLine(60, 5);
    const o = { distance: euclidean, ways: [5], trials: 50 };
    const whole = await evaluateInDetail(set, o);
    const part = await evaluateInDetail(set, { ...o, bound: 152, budget: 50_000 });
    expect(part.notes).toEqual([
      'pairs and strangers: 150 of 300 items, drawn by whole identities (seed 0)',
      'searches: 150 items among all 300',
    ]);
    expect([part.figures.eer.n, part.figures.recallAt1!.n]).toEqual([(150 * 149) / 2, 150]);
    for (const name of ['eer', 'auc', 'recallAt1', 'mapAtR'] as const) {
      const { low, high } = part.figures[name]!;
      expect(low! <= whole.figures[name]!.value && whole.figures[name]!.value <= high!).toBe(true);
    }
    const byItem = await evaluateInDetail(set, { ...o, bound: 100, by: 'item' });
    expect(byItem.notes[0]).toBe('pairs and strangers: 100 of 300 items, drawn one by one (seed 0)');
    expect(whole.figures.fnmrAtFmr).toMatchObject({ n: (300 * 299) / 2 });
    expect(part.figures).not.toHaveProperty('fnmrAtFmr');
  });

  it('of two models are compared by their pairs', async () => {
    const o = { distance: euclidean, ways: [] };
    const good = await evaluateInDetail(onLine(30, 4, 0.1), o);
    const bad = await evaluateInDetail(onLine(30, 4, 0.4), o);
    const { difference, p } = curveDifference(bad.pairs, good.pairs, eer);
    expect(difference.value).toBeCloseTo(bad.figures.eer.value - good.figures.eer.value, 12);
    expect(p).toBeLessThan(0.01);
  });

  it('name what is wrong', async () => {
    const features = { embeddings: embeddingsFrom([[0], [1]]), labels: ['a', 'b'] };
    await expect(evaluate(features, { distance: cosine })).rejects.toThrow('same and different pairs');
    await expect(evaluate({ ...features, labels }, { distance: cosine })).rejects.toThrow('one length, got 4 and 2');
    await expect(evaluate(features, { distance: cosine, far: 2 })).rejects.toThrow('evaluate: far must be between 0');
    await expect(evaluate(features, { distance: cosine, bound: 0 })).rejects.toThrow(
      'evaluate: bound must be a positive',
    );
    await expect(evaluate(features, { distance: cosine, budget: 0 })).rejects.toThrow(
      'evaluate: budget must be above 0',
    );
  });
});
