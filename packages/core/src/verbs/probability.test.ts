import * as tf from '@tensorflow/tfjs';
import { createSiamese } from '../comparator.ts';
import { euclidean } from '../distances/index.ts';
import type { Calibration, Encoder } from '../encoder.ts';
import { onDistance } from '../heads/index.ts';
import type { Labelled } from '../labels.ts';
import { createRandom } from '../random.ts';
import { memoryStore, readModel, writeModel } from '../store/index.ts';
import { calibrate, compare, verify } from './index.ts';
import { plainEncoder } from './plain-encoder.testing.ts';

/** Points about the corners of a square, near enough for some to be confused. */
function corners(): Labelled<readonly number[]> {
  const random = createRandom(1);
  const labels = Array.from({ length: 80 }, (_, i) => `${i % 4}`);
  const items = labels.map((label) => [Number(label) % 2, Number(label) >> 1].map((x) => x + 0.3 * random.normal()));
  return { items, labels };
}

let encoder: Encoder<readonly number[]>;
beforeAll(async () => {
  await tf.setBackend('cpu');
  encoder = plainEncoder();
});
beforeEach(() => void delete encoder.calibration);
afterAll(() => encoder.model.dispose());

/** Of all pairs of the data the share that is same, among those that are given about this probability. */
async function shareOfSame(of: (score: number) => number, from: number, to: number): Promise<number> {
  const { items, labels } = corners();
  let [same, all] = [0, 0];
  for (const [i, x] of items.entries()) {
    for (let j = 0; j < i; j++) {
      const y = items[j]!;
      const p = of(-Math.hypot(x[0]! - y[0]!, x[1]! - y[1]!));
      if (p < from || p >= to) continue;
      all++;
      if (labels[i] === labels[j]) same++;
    }
  }
  expect(all).toBeGreaterThan(100);
  return same / all;
}

const logistic = ({ probability }: Calibration, prior: number) => {
  const { curve } = probability!;
  if (curve.kind !== 'platt') throw new Error(`a logistic curve was fitted, not ${curve.kind}`);
  const shift = Math.log((prior * curve.different) / ((1 - prior) * curve.same));
  return (score: number) => 1 / (1 + Math.exp(-(curve.slope * score + curve.intercept + shift)));
};

test('before anything was calibrated there is no probability', async () => {
  expect(await compare(encoder, [0, 0], [3, 4])).toEqual({ score: -5 });
});

test.each([0.5, 760 / 3160, 0.01])('compare and verify give the probability at a prior of %p', async (prior) => {
  const calibration = await calibrate(encoder, corners(), { target: 'eer', prior });
  const of = logistic(calibration, prior);
  for (const b of [
    [0, 0],
    [0.6, 0],
    [0, 1],
    [30, 40],
  ] as const) {
    const { score, probability } = await compare(encoder, [0, 0], b);
    expect(probability).toBeCloseTo(of(score), 12);
    expect(await verify(encoder, [0, 0], b)).toEqual({
      same: score >= calibration.threshold,
      score,
      threshold: calibration.threshold,
      probability,
    });
  }
});

test('a probability is how often pairs that get it are the same, where as many are same as there were', async () => {
  const own = 760 / 3160;
  const of = logistic(await calibrate(encoder, corners(), { target: 'eer' }), own);
  for (const [from, to] of [
    [0, 0.1],
    [0.1, 0.3],
    [0.3, 0.6],
    [0.6, 1],
  ] as const) {
    // prettier-ignore
    const share = await shareOfSame(of, from, to);
    expect(share).toBeGreaterThan(from - 0.03);
    expect(share).toBeLessThan(to + 0.03);
  }
});

test('an isotonic curve never falls with the score, and is certain where one kind alone was seen', async () => {
  const { probability } = await calibrate(encoder, corners(), { target: 'eer', probability: 'isotonic' });
  expect(probability!.curve.kind).toBe('isotonic');
  let last = 1;
  for (const far of [0, 0.3, 0.6, 0.9, 1.2, 5]) {
    const p = (await compare(encoder, [0, 0], [far, 0])).probability!;
    expect(p).toBeLessThanOrEqual(last);
    last = p;
  }
  expect(last).toBe(0);
});

test('the probability of a head is calibrated too, where it is certain as well', async () => {
  const siamese = createSiamese({ encoder, head: onDistance(euclidean), seed: 1 });
  const { probability } = await calibrate(siamese, corners(), { target: 'accuracy' });
  const { curve } = probability!;
  const evidence = ({ score }: { score: number }) => Math.log(score / (1 - score));
  const pair = await compare(siamese, [0, 0], [0.5, 0]);
  const of = logistic(siamese.calibration!, 0.5);
  expect(pair.probability).toBeCloseTo(of(evidence(pair)), 6);
  expect(curve).toMatchObject({ same: 760, different: 2400 });
  // So far apart that the head rounds to 0.
  const apart = await compare(siamese, [0, 0], [1e6, 0]);
  expect(apart.score).toBe(0);
  expect(apart.probability).toBeCloseTo(of(-40), 12);
  siamese.head.model.dispose();
});

test.each(['platt', 'isotonic'] as const)('a %s curve travels with the model', async (probability) => {
  const calibration = await calibrate(encoder, corners(), { target: 'eer', probability, prior: 0.2 });
  const store = memoryStore();
  await writeModel(store, encoder);
  const parts = await readModel(store);
  if (parts.kind !== 'encoder') throw new Error(`an encoder was written, not ${parts.kind}`);
  expect(parts.encoder.calibration).toEqual(calibration);
  parts.encoder.model.dispose();

  const text = new TextDecoder().decode(await store.read('siamese.json', 2 ** 20));
  const damaged = probability === 'platt' ? text.replace('"prior": 0.2', '"prior": 1') : text.replace(/"scores": \[\s*[^,]*,/, '"scores": ['); // prettier-ignore
  await store.write('siamese.json', new TextEncoder().encode(damaged));
  await expect(readModel(store)).rejects.toThrow(/siamese\.json: field calibration\.probability\./);
});

test('what makes no sense is refused at once', async () => {
  const data = corners();
  await expect(calibrate(encoder, data, { target: 'eer', probability: 'beta' as never })).rejects.toThrow(
    new RangeError("calibrate: probability must be one of 'platt', 'isotonic', got 'beta'"),
  );
  for (const prior of [0, 1, -0.5, Number.NaN]) {
    await expect(calibrate(encoder, data, { target: 'eer', prior })).rejects.toThrow(/calibrate: prior must be/);
  }
  expect(encoder.calibration).toBeUndefined();
});
