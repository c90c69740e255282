import { gradientOf, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as core from './index.ts';
import { npyBytes, npyFrom } from './files/index.ts';
import { plainEncoder } from './verbs/plain-encoder.testing.ts';

// What an earlier project of this kind got wrong, in its words or in what was seen of it, each with a test that ours does not.
// Those of its generators are in generators/regressions.test.ts.

const {
  calibrate,
  compare,
  distanceNamed,
  embed,
  embeddingsFrom,
  enrol,
  enrolMore,
  evaluate,
  forget,
  ge2e,
  identify,
  kMeans,
  verify,
} = core;

beforeAll(() => tf.setBackend('cpu'));

type Point = readonly [number, number];
const items: readonly Point[] = [[0, 0], [0, 2], [10, 0], [10, 2], [0, 30], [2, 30]]; // prettier-ignore
const people = { items, labels: ['ada', 'ada', 'bob', 'bob', 'eve', 'eve'] };

/** Runs with an encoder whose embeddings are the items. */
async function withPlain(run: (encoder: core.Encoder<readonly number[]>) => Promise<void>): Promise<void> {
  const encoder = plainEncoder();
  await run(encoder);
  encoder.model.dispose();
}

test('"the GE2E reshape silently mixes speakers": the order of rows changes no value', async () => {
  const loss = ge2e();
  const rows = Array.from({ length: 6 }, (_, i) => [Math.sin(3 * i), Math.cos(5 * i), Math.sin(7 * i + 1)]);
  const labels = ['a', 'a', 'b', 'b', 'c', 'c'];
  const order = [4, 0, 3, 1, 5, 2];
  const straight = await valuesOf(() => loss(tf.tensor2d(rows), labels));
  const mixed = await valuesOf(() => loss(tf.tensor2d(order.map((i) => rows[i]!)), order.map((i) => labels[i]!))); // prettier-ignore
  for (const [at, i] of order.entries()) expect(mixed[at]).toBeCloseTo(straight[i]!, 5);
  tf.dispose([...loss.variables!]);
});

test('"fails out of the box": evaluate and calibrate need nothing but a model and data', () =>
  withPlain(async (encoder) => {
    const { eer, auc } = await evaluate(encoder, people);
    expect([eer?.value, auc?.value]).toEqual([0, 1]);
    expect((await calibrate(encoder, people, { target: 'eer' })).threshold).toBeCloseTo(-6, 4);
  }));

test('"remove_friend keeps the named friend and deletes every other": forget does the contrary', () =>
  withPlain(async (encoder) => {
    const gallery = forget(await enrol(encoder, people), 'bob');
    expect(new Set(gallery.labels)).toEqual(new Set(['ada', 'eve']));
  }));

test('"add_friend uses undefined names": who is enrolled later is found', () =>
  withPlain(async (encoder) => {
    const few = await enrol(encoder, { items: items.slice(0, 2), labels: people.labels.slice(0, 2) });
    const more = await enrolMore(few, { items: items.slice(2), labels: people.labels.slice(2) });
    expect((await identify(more, items)).map(({ label }) => label)).toEqual(people.labels);
  }));

test('"identify stores the embedding instead of the label, k = 3 hard-coded": a label comes, and k is asked', () =>
  withPlain(async (encoder) => {
    // The nearest is bob's, two of the nearest three are ada's.
    const crowd = { items: [[0, 0], [1, 0], [3, 0], [50, 0]] as const, labels: ['ada', 'ada', 'bob', 'bob'] }; // prettier-ignore
    for (const [k, label] of [
      [1, 'bob'],
      [3, 'ada'],
    ] as const) {
      const [answer] = await identify(await enrol(encoder, crowd, { by: 'nearest', k }), [[2.4, 0]]);
      expect(answer!.nearest).toBe(label);
    }
  }));

test('"predict_distance returns a similarity": a score is larger for what is more alike, whatever the distance', async () => {
  for (const name of ['euclidean', 'squaredEuclidean', 'manhattan', 'cosine', 'dot'] as const) {
    await withPlain(async (plain) => {
      const encoder = { ...plain, distance: distanceNamed(name) };
      const [near, far] = [await compare(encoder, [1, 2], [1, 2.5]), await compare(encoder, [1, 2], [-3, 1])];
      expect(near.score).toBeGreaterThan(far.score);
      await calibrate(encoder, people, { target: 'eer' });
      expect((await verify(encoder, [0, 2], [0, 2])).score).toBeCloseTo((await compare(encoder, [0, 2], [0, 2])).score, 6); // prettier-ignore
    });
  }
});

test('"random crop also at inference": only training draws, so an item has one embedding', () =>
  withPlain(async (plain) => {
    const drawn: boolean[] = [];
    const encoder: core.Encoder<readonly number[]> = {
      ...plain,
      prepare(points, random) {
        drawn.push(random !== undefined);
        return plain.prepare(random === undefined ? points : points.map((point) => point.map(() => random.float())));
      },
    };
    const [first, second] = [await embed(encoder, items), await embed(encoder, items)];
    expect(second).toEqual(first);
    await calibrate(encoder, people, { target: 'eer' });
    await identify(await enrol(encoder, people), items);
    await evaluate(encoder, people);
    expect(new Set(drawn)).toEqual(new Set([false]));
  }));

test('"mutable default dicts shared by instances": what is made by defaults shares nothing, and options stay as given', () => {
  const [one, two] = [ge2e(), ge2e()];
  tf.tidy(() => one.variables![1]!.assign(tf.scalar(9)));
  expect(Array.from(two.variables![1]!.dataSync())).toEqual([-5]);
  const frozen = Object.freeze({ classes: Object.freeze(['a', 'b']), dimensions: 2, seed: 1 });
  const classes = core.arcFace(frozen);
  tf.dispose([...one.variables!, ...two.variables!, ...classes.variables!]);
});

test('"vector metrics crash KNN": the element-wise differences are no distances, and do not pass for one', () =>
  withPlain(async (encoder) => {
    expect(() => distanceNamed('absoluteDifference')).toThrow(
      /got "absoluteDifference"|got 'absoluteDifference'|absoluteDifference/,
    );
    // @ts-expect-error it has neither a direction nor a matrix form
    const distance: core.Distance = core.absoluteDifference;
    await expect(enrol({ ...encoder, distance }, people).then((gallery) => identify(gallery, items))).rejects.toThrow(
      TypeError,
    );
  }));

test('"square root without epsilon, NaN gradient when x = y": finite, and 0 at the distance 0', async () => {
  const x = [1, -2, 0, 0];
  for (const name of ['euclidean', 'squaredEuclidean', 'manhattan', 'cosine', 'dot', 'snr'] as const) {
    const { rows, matrix } = distanceNamed(name);
    for (const of of [
      (t: tf.Tensor) => rows(t as tf.Tensor2D, tf.tensor2d(x, [2, 2])),
      (t: tf.Tensor) => rows(t as tf.Tensor2D, t as tf.Tensor2D),
      (t: tf.Tensor) => tf.reshape(matrix(t as tf.Tensor2D, t as tf.Tensor2D), [4]),
    ]) {
      expect((await gradientOf(of, x, [2, 2])).every(Number.isFinite)).toBe(true);
    }
  }
  const toItself = (t: tf.Tensor) => distanceNamed('euclidean').rows(t as tf.Tensor2D, tf.tensor2d(x, [2, 2]));
  expect((await gradientOf(toItself, x, [2, 2])).map(Math.abs)).toEqual([0, 0, 0, 0]);
});

test('"k-means++ is in fact deterministic farthest-first": one outlier is rarely a start, and never always', async () => {
  // Two crowds 10 apart, and one point 15 away from either: farthest-first would take it every time.
  const crowd = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 0 : 10, (i % 7) / 10]);
  const rows = embeddingsFrom([...crowd, [5, 14.2]]);
  const apart = await Promise.all(
    Array.from({ length: 20 }, (_, seed) => kMeans(rows, { k: 2, seed, starts: 1, iterations: 1 })),
  );
  const crowdsTold = apart.filter(({ of }) => of[0] !== of[1]).length;
  expect(crowdsTold).toBeGreaterThan(14);
});

test('"CSV-stringified vectors (slow, lossy)": numbers come back to the last bit', () => {
  const values = Float32Array.from([0.1, -1 / 3, 1e-38, 3.4028234663852886e38, -0, 16777217]);
  const back = npyFrom(npyBytes({ values, rows: 3, dimensions: 2 }));
  expect(new Uint8Array(Float32Array.from(back.values).buffer)).toEqual(new Uint8Array(values.buffer));
});

test('"only BCE on pairs: no contrastive/triplet loss, no mining, no retrieval metrics, no threshold calibration, no minDCF, no open-set, no significance interval": there', () => {
  const { contrastive, triplet, batchHard, semiHard, recallAt, mapAtR } = core;
  const { fitPlatt, minDcf, openSetTrial, oscr, bootstrap, curveDifference } = core;
  const losses = [contrastive, triplet, batchHard, semiHard];
  const figures = [recallAt, mapAtR, calibrate, fitPlatt, minDcf, openSetTrial, oscr, bootstrap, curveDifference];
  for (const one of [losses, figures].flat()) expect(typeof one).toBe('function');
});
