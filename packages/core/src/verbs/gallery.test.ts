import * as tf from '@tensorflow/tfjs';
import { createComparator } from '../comparator.ts';
import { cosine } from '../distances/index.ts';
import type { Encoder } from '../encoder.ts';
import { scaled } from '../heads/index.ts';
import { embeddingsFrom } from '../knn/index.ts';
import type { Labelled } from '../labels.ts';
import { tinyPictureEncoder, tinyPictures, tinySequenceEncoder, tinySequences } from '../tiny-encoders.testing.ts';
import { enrol, enrolMore, forgetItems, galleryBytes, galleryFrom, identify } from './index.ts';
import { plainEncoder } from './plain-encoder.testing.ts';

let encoder: Encoder<readonly number[]>;
beforeAll(async () => {
  await tf.setBackend('cpu');
  encoder = plainEncoder();
});

const people: Labelled<readonly number[]> = {
  items: [[100, 0], [100, 2], [103, 0], [103, 2]], // prettier-ignore
  labels: ['ada', 'ada', 'bob', 'bob'],
};
const keys = ['a1', 'a2', 'b1', 'b2'];

describe('a gallery that is centred', () => {
  it('tells apart what differs little from what all have in common', async () => {
    const gallery = await enrol(encoder, people, { centre: 'enrolled', by: 'nearest' });
    expect([...gallery.mean!]).toEqual([101.5, 1]);
    // (-1.5, -1) and (-1.5, 1) of length 1, and the same on the other side.
    expect(Array.from(gallery.embeddings.values.subarray(0, 2), (x) => x * Math.hypot(1.5, 1))).toEqual([
      expect.closeTo(-1.5, 5),
      expect.closeTo(-1, 5),
    ]);
    const [left] = await identify(gallery, [[-500, 1]]);
    // (-1, 0) against (-1.5, -1) / |...|: the distance of two points on the circle.
    const cos = 1.5 / Math.hypot(1.5, 1);
    expect(left).toMatchObject({ label: 'ada', score: expect.closeTo(-Math.sqrt(2 - 2 * cos), 4) });
    const grown = await enrolMore(gallery, { items: [[101.5, 11]], labels: ['eve'] });
    expect([...grown.embeddings.values.subarray(-2)]).toEqual([0, 1]);
  });

  it('has centroids of length 1, and misses who left out would be named otherwise', async () => {
    const strangers: typeof people = { items: [[101.5, 50]], labels: ['eve'] };
    const gallery = await enrol(encoder, people, { centre: 'enrolled', strangers });
    const [known] = await identify(gallery, [[1, 1]]);
    expect(known).toMatchObject({ label: 'ada', score: expect.closeTo(0, 3) });
    expect(gallery.calibration).toMatchObject({ missed: 0, enrolled: 4, far: 0 });
  });

  it('takes the mean of a background, and not the threshold that was chosen without', async () => {
    const background = embeddingsFrom([[99, 1], [101, 1]]); // prettier-ignore
    const calibrated = { ...encoder, calibration: { threshold: -1 } } as typeof encoder;
    expect((await enrol(calibrated, people)).threshold).toBe(-1);
    const gallery = await enrol(calibrated, people, { centre: background });
    expect([...gallery.mean!]).toEqual([100, 1]);
    expect(gallery.threshold).toBeUndefined();
  });

  it('is refused where there is nothing to subtract', async () => {
    const one = { items: [[3, 4]] as const, labels: ['ada'] };
    await expect(enrol(encoder, one, { centre: 'enrolled' })).rejects.toThrow(
      'centre must not be all that is enrolled',
    );
    const wide = embeddingsFrom([[1, 2, 3]]);
    await expect(enrol(encoder, people, { centre: wide })).rejects.toThrow('must have 2 dimensions, got 3');
    await expect(enrol(encoder, people, { centre: 'all' as never })).rejects.toThrow(TypeError);
    const bad = embeddingsFrom([[1, NaN]]);
    await expect(enrol(encoder, people, { centre: bad })).rejects.toThrow(
      'enrol: centre must be finite, got NaN in row 0',
    );
  });
});

describe('a gallery with keys', () => {
  it('forgets single items, and what is left is compared anew', async () => {
    const gallery = await enrol(encoder, people, { keys });
    expect(await identify(gallery, [[100, 2]])).toMatchObject([{ label: 'ada', score: -1 }]);
    const less = forgetItems(gallery, ['a1', 'b2']);
    expect([less.keys, less.labels]).toEqual([['a2', 'b1'], ['ada', 'bob']]); // prettier-ignore
    expect(await identify(less, [[100, 2]])).toMatchObject([{ label: 'ada', score: 0 }]);
    const more = await enrolMore(less, { items: [[100, 0]], labels: ['ada'] }, { keys: ['a1'] });
    expect(more.keys).toEqual(['a2', 'b1', 'a1']);
    expect(gallery.labels).toHaveLength(4);
  });

  it('refuses keys that are missing, unknown, or there twice', async () => {
    const gallery = await enrol(encoder, people, { keys });
    const plain = await enrol(encoder, people);
    const one = { items: [[1, 1]] as const, labels: ['eve'] };
    expect(() => forgetItems(gallery, ['zz'])).toThrow('forgetItems: keys must be enrolled, got "zz"');
    expect(() => forgetItems(gallery, keys)).toThrow('at least one other item');
    expect(() => forgetItems(plain, ['a1'])).toThrow('gallery must have keys');
    await expect(enrol(encoder, people, { keys: ['a', 'b', 'c', 'b'] })).rejects.toThrow('got "b" twice');
    await expect(enrol(encoder, people, { keys: ['a'] })).rejects.toThrow('must have one length, got 1 and 4');
    await expect(enrol(encoder, people, { keys: [1, 2, 3, 4] as never })).rejects.toThrow(TypeError);
    await expect(enrolMore(gallery, one)).rejects.toThrow('keys must be given, as the gallery has keys');
    await expect(enrolMore(gallery, one, { keys: ['a1'] })).rejects.toThrow('got "a1" twice');
    await expect(enrolMore(plain, one, { keys: ['x'] })).rejects.toThrow('keys must be left out');
  });

  it('refuses votes of no known weight', async () => {
    const by = 'nearest';
    await expect(enrol(encoder, people, { by, k: 3, weights: { softmax: 0 } })).rejects.toThrow('above 0, got 0');
    await expect(enrol(encoder, people, { by, weights: 'near' as never })).rejects.toThrow("'softmax', got 'near'");
    const gallery = await enrol(encoder, people, { by, k: 99, weights: 'softmax' });
    expect(await identify(gallery, [[100, 1]])).toMatchObject([{ label: 'ada' }]);
  });
});

describe('a gallery as a file', () => {
  it('is read back, and answers the same', async () => {
    const strangers: typeof people = { items: [[101.5, 50], [0, 0]], labels: ['eve', 'eve'] }; // prettier-ignore
    const rules = [
      {},
      { keys, centre: 'enrolled', strangers },
      { by: 'nearest', k: 3, weights: { softmax: 0.1 }, gap: 0.25, far: 0.5, strangers },
    ] as const;
    for (const rule of rules) {
      const gallery = await enrol(encoder, people, rule);
      const read = await galleryFrom(await galleryBytes(gallery), encoder, 'x.gallery');
      expect(read).toEqual(gallery);
      const asked = [[100, 1], [0, 0], [101.5, 1]]; // prettier-ignore
      expect(await identify(read, asked)).toEqual(await identify(gallery, asked));
      expect(await galleryBytes(read)).toEqual(await galleryBytes(gallery));
    }
  });

  it('of two encoders knows both', async () => {
    const pair = createComparator({ a: tinyPictureEncoder(), b: tinySequenceEncoder(), head: scaled() });
    const gallery = await enrol(pair, tinyPictures({ classes: 2, perClass: 2 }));
    const bytes = await galleryBytes(gallery);
    const queries = tinySequences({ classes: 1, perClass: 2 }).items;
    expect(await identify(await galleryFrom(bytes, pair), queries)).toEqual(await identify(gallery, queries));
    await expect(galleryFrom(bytes, pair.a)).rejects.toThrow('enrolled with another model: its modality');
    await expect(enrol(pair, tinyPictures(), { centre: 'enrolled' })).rejects.toThrow('two different encoders');
    for (const { model } of [pair.a, pair.b, pair.head]) model.dispose();
  });

  it('is refused with another model', async () => {
    const own = tinyPictureEncoder();
    const bytes = await galleryBytes(await enrol(own, tinyPictures({ classes: 2, perClass: 2 })));
    const refused = async (other: object, why: RegExp | string) =>
      expect(galleryFrom(bytes, { ...own, ...other } as typeof own, 'x.gallery')).rejects.toThrow(why);
    await refused({ preparation: { size: 9 } }, /^x\.gallery was enrolled with another model: its preparation/);
    await refused({ distance: cosine }, 'its distance was "euclidean", not "cosine"; load that model');
    await refused({ normalize: !own.normalize }, 'its normalize was');
    const wider = tinyPictureEncoder({ dimensions: 9 });
    await refused({ model: wider.model }, 'its embeddings had 8 dimensions, not 9');
    const weights = own.model.getWeights().map((weight) => tf.mul(weight, 1.02));
    wider.model.dispose();
    own.model.setWeights(weights);
    tf.dispose(weights);
    await refused({}, 'its weights were others');
    own.model.dispose();
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a rule nobody knows', (text) => text.replace('centroid', 'centaurs'), /the gallery in x: field rule\.by must be/],
    [
      'a threshold that is none',
      (text) => text.replace('"threshold\\":-9', '"threshold\\":{}'),
      /field threshold must be/,
    ],
    ['a field too many', (text) => text.replace('\\"k\\"', '\\"x\\"'), /field rule\.(x must be|k is missing)/],
    ['a label too few', (text) => text.replace('\\"ada\\",', '        '), /embeddings must have the shape \[3, dim/],
    ['a key that is there twice', (text) => text.replace('a2', 'a1'), /x: keys must be different, got "a1" twice/],
    [
      'another mean',
      (text) => text.replace('"mean"', '"main"').replace('"main"', '"mean"').replace('"shape":[2]', '"shape":[1]'),
      /mean must be 4 bytes/,
    ],
    [
      'NaN inside',
      (text) => `${text.slice(0, -12)}\x00\x00\xc0\x7f${text.slice(-8)}`,
      /x: embeddings must be finite, got NaN in row 3/,
    ],
    ['NaN in the mean', (text) => `${text.slice(0, -4)}\x00\x00\xc0\x7f`, /x: mean must be 2 finite numbers/],
    ['an end that is missing', (text) => text.slice(0, -3), /x is no gallery that can be read/],
  ])('with %s is refused', async (_, change, message) => {
    const gallery = { ...(await enrol(encoder, people, { keys, centre: 'enrolled' })), threshold: -9 };
    const text = change(Buffer.from(await galleryBytes(gallery)).toString('latin1'));
    const read = galleryFrom(Uint8Array.from(Buffer.from(text, 'latin1')), encoder, 'x');
    await expect(read).rejects.toThrow(SyntaxError);
    await expect(read).rejects.toThrow(message);
  });

  it('of a newer version is refused, and one that cannot be kept is not written', async () => {
    const gallery = await enrol(encoder, people);
    const text = Buffer.from(await galleryBytes(gallery))
      .toString('latin1')
      .replace('\\"format\\":1', '\\"format\\":2');
    await expect(galleryFrom(Uint8Array.from(Buffer.from(text, 'latin1')), encoder, 'x')).rejects.toThrow(
      'x is a gallery of format 2; this version reads 1 at most: update @siamese/core to read it',
    );
    const never = await enrol(encoder, people, { gap: Infinity });
    await expect(galleryBytes(never)).rejects.toThrow('the gallery: field rule.gap must be finite, got Infinity');
  });
});
