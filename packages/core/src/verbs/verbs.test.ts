import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createComparator, createSiamese } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { onDifference, onDistance, scaled } from '../heads/index.ts';
import { embeddingsFrom, pickRows } from '../knn/index.ts';
import { type Labelled, pick } from '../labels.ts';
import {
  type TinyPicture,
  tinyPictureEncoder,
  tinyPictures,
  type TinySequence,
  tinySequenceEncoder,
  tinySequences,
} from '../tiny-encoders.testing.ts';
import { plainEncoder } from './plain-encoder.testing.ts';
import {
  calibrate,
  compare,
  embed,
  embedEach,
  enrol,
  enrolMore,
  forget,
  identify,
  index,
  search,
  verify,
} from './index.ts';

/** The items of some labels. */
function of<Item>(data: Labelled<Item>, wanted: (label: number) => boolean): Labelled<Item> {
  return pick(
    data,
    [...data.labels.keys()].filter((i) => wanted(Number(data.labels[i]!.split('-')[1]))),
  );
}

const modalities = [
  ['a picture', () => tinyPictureEncoder() as Encoder<unknown>, tinyPictures as () => Labelled<unknown>],
  ['a padded sequence', () => tinySequenceEncoder() as Encoder<unknown>, tinySequences as () => Labelled<unknown>],
] as const;

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  describe.each(modalities)('%s', (_, create, make) => {
    let encoder: Encoder<unknown>;
    const data = make();
    beforeAll(() => {
      encoder = create();
    });
    afterAll(() => {
      encoder.model.dispose();
    });

    it('is embedded: unit rows, the same in a batch and alone', async () => {
      const all = await embed(encoder, data.items, { batch: 7 });
      expect([all.rows, all.dimensions, all.values.length]).toEqual([48, 8, 384]);
      for (const row of [0, 13, 47]) {
        const alone = await embed(encoder, [data.items[row]!]);
        const there = pickRows(all, [row]).values;
        expect(Math.hypot(...there)).toBeCloseTo(1, 5);
        for (const [d, value] of there.entries()) expect(alone.values[d]).toBeCloseTo(value, 5);
      }
    });

    it('is compared: itself the most, the other way round the same', async () => {
      const [a, b] = [data.items[0], data.items[20]];
      const alike = await compare(encoder, a, a);
      const apart = await compare(encoder, a, b);
      expect(alike.score).toBeCloseTo(encoder.distance.name === 'cosine' ? 1 : 0, 5);
      expect(apart.score).toBeLessThan(alike.score);
      expect((await compare(encoder, b, a)).score).toBeCloseTo(apart.score, 5);
    });

    it('is calibrated and verified', async () => {
      delete encoder.calibration;
      await expect(verify(encoder, data.items[0], data.items[1])).rejects.toThrow(
        'verify: the model has no threshold; call calibrate(',
      );
      const calibration = await calibrate(encoder, data, { target: 'eer' });
      expect(encoder.calibration).toBe(calibration);
      expect(calibration.pairs).toBe((48 * 47) / 2);
      expect(calibration.measuredOn).toBe('48 items of 6 labels, all pairs');
      expect(calibration.far).toBeLessThan(0.35);
      expect(Math.abs(calibration.far - calibration.frr)).toBeLessThan(0.02);
      const answer = await verify(encoder, data.items[0], data.items[0]);
      expect(answer.same).toBe(true);
      expect(answer.threshold).toBe(calibration.threshold);
      expect(answer.score).toBeGreaterThan(answer.threshold);
    });

    it('is enrolled and identified, and strangers are not', async () => {
      const known = of(data, (label) => label < 2);
      const strangers = of(data, (label) => label >= 2);
      for (const by of ['centroid', 'nearest'] as const) {
        const gallery = await enrol(encoder, known, { strangers, far: 0.05, by });
        expect(gallery.calibration).toMatchObject({ target: 'far 0.05', strangers: 32, enrolled: 16 });
        expect(gallery.calibration!.far).toBeLessThanOrEqual(0.05);
        const answers = await identify(gallery, strangers.items);
        expect(answers.filter(({ label }) => label !== undefined).length / 32).toBeCloseTo(
          gallery.calibration!.far,
          10,
        );
        for (const { label, reason } of answers) expect(reason).toBe(label === undefined ? 'too far' : undefined);
        // By nearest each finds itself; then the label is its own wherever one is given.
        const own = await identify(gallery, known.items);
        const named = own.filter(({ label }) => label !== undefined);
        expect(named.length).toBeGreaterThan(0);
        if (by === 'nearest') expect(own.map(({ nearest }) => nearest)).toEqual(known.labels);
      }
    });

    it('is searched: itself first, the hits in order', async () => {
      const found = await search(await index(encoder, data, { batch: 10 }), data.items.slice(0, 3), { k: 5 });
      expect(found.map((hits) => hits[0]!.row)).toEqual([0, 1, 2]);
      expect(found[0]![0]).toMatchObject({ item: data.items[0], label: 'class-0' });
      for (const hits of found) {
        expect(hits.length).toBe(5);
        const scores = hits.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }
      const bare = await search(await index(encoder, data.items.slice(0, 3)), [data.items[2]], {
        filter: (row) => row < 2,
      });
      expect(bare[0]!.map(({ row }) => row).sort()).toEqual([0, 1]);
      expect(bare[0]![0]).not.toHaveProperty('label');
    });

    it('has a siamese whose score is a probability', async () => {
      for (const head of [onDistance(encoder.distance), onDifference(), scaled()]) {
        const siamese = createSiamese({ encoder, head, seed: 1 });
        const alike = await compare(siamese, data.items[0], data.items[0]);
        const apart = await compare(siamese, data.items[0], data.items[20]);
        expect(alike.score).toBeGreaterThan(apart.score);
        expect(apart.score).toBeGreaterThan(0);
        expect(alike.score).toBeLessThan(1);
        const calibration = await calibrate(siamese, data, { target: 'accuracy' });
        expect(calibration.threshold).toBeGreaterThan(0);
        expect(calibration.threshold).toBeLessThan(1);
        expect(calibration.far + calibration.frr).toBeLessThan(0.8);
        expect(await verify(siamese, data.items[0], data.items[0])).toMatchObject({ same: true });
        siamese.head.model.dispose();
      }
    });
  });

  it('compares two different encoders by their head', async () => {
    const pictures = tinyPictures({ classes: 4, perClass: 1 });
    const sequences = tinySequences({ classes: 4, perClass: 1 });
    const pair = createComparator({ a: tinyPictureEncoder(), b: tinySequenceEncoder(), head: scaled() });
    const data = { a: pictures.items, b: sequences.items };
    const { score } = await compare(pair, data.a[0]!, data.b[0]!);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(1);
    await expect(calibrate(pair, pictures as never, { target: 'eer' })).rejects.toThrow('data must be pairs');
    const matched = await calibrate(pair, data, { target: 'accuracy' });
    expect(matched).toMatchObject({ pairs: 16, measuredOn: '4 matched pairs, all pairs' });
    const told = await calibrate(pair, { ...data, same: [true, false, true, false] }, { target: 'eer' });
    expect(told).toMatchObject({ pairs: 4, measuredOn: '4 pairs' });
    expect(await verify(pair, data.a[0]!, data.b[0]!)).toMatchObject({ threshold: told.threshold, score });
    const gallery = await enrol<TinyPicture, TinySequence>(pair, pictures, {
      strangers: { items: tinySequences({ classes: 1, perClass: 5, seed: 9 }).items, labels: Array(5).fill('z') },
    });
    const [answer] = await identify(gallery, [data.b[0]!]);
    expect(gallery.labels).toContain(answer!.nearest);
    expect((await enrolMore(gallery, pictures)).embeddings.rows).toBe(8);
    const found = await search(await index(pair.a, data.a), await embed(pair.b, data.b), { k: 1 });
    expect(found.length).toBe(4);
    for (const { model } of [pair.a, pair.b, pair.head]) model.dispose();
  });
});

describe('with embeddings that are known', () => {
  let encoder: Encoder<readonly number[]>;
  beforeAll(async () => {
    await tf.setBackend('cpu');
    encoder = plainEncoder();
  });
  const people: Labelled<readonly number[]> = {
    items: [[0, 0], [0, 2], [10, 0], [10, 2]], // prettier-ignore
    labels: ['ada', 'ada', 'bob', 'bob'],
  };

  it('chooses the threshold by hand', async () => {
    // Same pairs lie 2 apart, different ones 10 or sqrt(104).
    const eer = await calibrate(encoder, people, { target: 'eer', measuredOn: 'people' });
    expect(eer).toEqual({
      threshold: -6,
      target: 'eer',
      far: 0,
      frr: 0,
      measuredOn: 'people',
      pairs: 6,
      probability: { prior: 0.5, curve: expect.objectContaining({ kind: 'platt', same: 2, different: 4 }) },
    });
    const far = await calibrate(encoder, people, { target: { far: 0.5 } });
    expect(far).toMatchObject({ threshold: -6, target: 'far 0.5', far: 0, frr: 0 });
    const all = await calibrate(encoder, people, { target: { far: 1 } });
    expect(all.frr).toBe(0);
  });

  it('samples pairs above a bound, by the seed', async () => {
    const first = await calibrate(encoder, people, { target: 'eer', pairs: 4, seed: 1 });
    expect(first).toMatchObject({ threshold: expect.any(Number), pairs: 4 });
    expect(first.measuredOn).toBe('4 items of 2 labels, sampled pairs (seed 1)');
    expect(await calibrate(encoder, people, { target: 'eer', pairs: 4, seed: 1 })).toEqual(first);
  });

  it('lets in the stated share of strangers at most', async () => {
    const strangers = {
      items: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((y): readonly number[] => [20, 1 + y]),
      labels: Array<string>(10).fill('eve'),
    };
    const gallery = await enrol(encoder, people, { strangers, far: 0.2 });
    // The centroids are (0, 1) and (10, 1); the strangers are sqrt(100 + y^2) from bob's.
    expect(gallery.threshold).toBeCloseTo(-(Math.sqrt(101) + Math.sqrt(104)) / 2, 5);
    expect(gallery.calibration).toMatchObject({ far: 0.2, strangers: 10, missed: 0, enrolled: 4 });
    const none = await enrol(encoder, people, { strangers, far: 0.01 });
    expect(none.threshold).toBeGreaterThan(-10);
    expect(none.calibration!.far).toBe(0);
    const [known, far, between] = await identify(none, [[1, 1], [30, 1], [5, 1]]); // prettier-ignore
    expect(known).toEqual({ label: 'ada', score: -1, nearest: 'ada', runnerUp: { label: 'bob', score: -9 } });
    expect(far).toMatchObject({ label: undefined, reason: 'too far', nearest: 'bob' });
    expect(between).toMatchObject({ label: undefined, reason: 'ambiguous' });
    await expect(enrol(encoder, people, { strangers: people })).rejects.toThrow('labels that are not enrolled');
  });

  it('names the nearest where nothing was calibrated', async () => {
    delete encoder.calibration;
    const gallery = await enrol(encoder, people);
    expect(gallery.threshold).toBeUndefined();
    expect(await identify(gallery, [[500, 0]])).toMatchObject([{ label: 'bob' }]);
    const embedded = await identify(gallery, embeddingsFrom([[500, 0]]), { filter: (label) => label === 'ada' });
    expect(embedded).toMatchObject([{ label: 'ada', runnerUp: undefined }]);
  });

  it('forgets whom it is told to, and no one else', async () => {
    const gallery = await enrol(encoder, people);
    const more = await enrolMore(gallery, { items: [[0, 50]], labels: ['eve'] });
    expect(await identify(more, [[0, 40]])).toMatchObject([{ label: 'eve' }]);
    const less = forget(more, 'ada');
    expect(less.labels).toEqual(['bob', 'bob', 'eve']);
    expect(await identify(less, [[0, 0]])).toMatchObject([{ label: 'bob' }]);
    expect(() => forget(less, 'ada')).toThrow('must be one that is enrolled');
  });

  it('misses those who, left out, would be named otherwise', async () => {
    const odd = { items: [[0, 0], [9, 0], [10, 0], [12, 0]] as const, labels: ['ada', 'ada', 'bob', 'bob'] }; // prettier-ignore
    const strangers: Labelled<readonly number[]> = { items: [[0, 90]], labels: ['eve'] };
    for (const by of ['nearest', 'centroid'] as const) {
      const { calibration } = await enrol(encoder, odd, { strangers, by });
      // ada's second item is nearer to bob than to her first, and her first alone is nearer to nobody else.
      expect(calibration).toMatchObject({ missed: by === 'nearest' ? 0.5 : 0.25, enrolled: 4 });
    }
  });

  it('embeds nothing, and a stream', async () => {
    expect(await embed(encoder, [])).toEqual({ values: new Float32Array(0), rows: 0, dimensions: 2 });
    async function* stream() {
      for (let i = 0; i < 5; i++) yield [i, i] as const;
    }
    const seen: number[] = [];
    for await (const { first, embeddings } of embedEach(encoder, stream(), { batch: 2 })) {
      seen.push(first, embeddings.rows);
      if (first === 2) break;
    }
    expect(seen).toEqual([0, 2, 2, 2]);
    const done: number[] = [];
    await embed(encoder, people.items, { batch: 3, onProgress: (at, all) => done.push(at, all) });
    expect(done).toEqual([3, 4, 4, 4]);
  });

  it('names what is wrong', async () => {
    await expect(embed(encoder, [[0, 0], [0, NaN]])).rejects.toThrow('embed: item 1 must have a finite embedding'); // prettier-ignore
    await expect(embed(encoder, 'x' as never)).rejects.toThrow(TypeError);
    await expect(calibrate(encoder, people, { target: 'f1' as never })).rejects.toThrow("must be 'eer', 'accuracy' or");
    await expect(calibrate(encoder, people, { target: { far: 2 } })).rejects.toThrow('between 0 and 1, got 2');
    await expect(calibrate(encoder, pick(people, [0, 1]), { target: 'eer' })).rejects.toThrow('got 1 and 0; give');
    await expect(calibrate(encoder, pick(people, [0, 2]), { target: 'eer' })).rejects.toThrow('got 0 and 1; give');
    await expect(enrol(encoder, pick(people, []))).rejects.toThrow('at least one item');
    const scored = { a: people.items, b: people.items, score: [1, 2, 3, 4] };
    await expect(calibrate(encoder, scored, { target: 'eer' })).rejects.toThrow('got scores');
  });
});
