import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createRandom } from '@siamese/core';
import { augmentBy, type Augment } from '../augment/index.ts';
import { put, temporaryFolder, tone, wavFile } from '../files.testing.ts';
import { melFeatures } from '../front-end/mel.ts';
import { librosa, resemblyzer, tacotron } from '../front-end/presets.ts';
import type { AudioItem } from '../waveform.ts';
import type { AudioPreparation } from './preparation.ts';
import { parsePreparation } from './preparation.ts';
import { preparer } from './preparer.ts';

beforeAll(() => tf.setBackend('cpu'));

const frontEnd = { ...tacotron, sampleRate: 16_000 };
const base: AudioPreparation = {
  frontEnd,
  channel: 'mean',
  seconds: 0.5,
  inference: 'centre',
  windows: null,
  longest: 60,
  trim: null,
  loudness: null,
  augment: null,
};
const features = melFeatures(frontEnd);
const item = (seconds: number, hertz = 220) => ({ samples: tone(seconds, { hertz }), sampleRate: 16_000 });

async function prepared(
  items: readonly AudioItem[],
  o: Partial<AudioPreparation> & { seed?: number; augment_?: Augment; cache?: number } = {},
) {
  const { seed, augment_, cache = 1e8, ...change } = o;
  const prepare = preparer({ ...base, ...change }, augment_, cache);
  const { x, mask } = await prepare(items, seed === undefined ? undefined : createRandom(seed));
  const found = { shape: x.shape, x: x.dataSync() as Float32Array, mask: mask.dataSync() as Float32Array };
  expect(mask.shape).toEqual(x.shape.slice(0, 2));
  tf.dispose([x, mask]);
  return found;
}

describe('without random', () => {
  it('takes the middle, of one number of frames always', async () => {
    const { shape, x, mask } = await prepared([item(2), item(0.3)]);
    expect(shape).toEqual([2, features.framesOf(8000), 80]);
    const centre = features.of(item(2).samples.subarray(12_000, 20_000));
    expect(x.slice(0, centre.length)).toEqual(centre);
    const short = features.of(item(0.3).samples);
    expect(x.slice(centre.length, centre.length + short.length)).toEqual(short);
    const rest = x.slice(centre.length + short.length);
    expect(rest.every((value) => value === Math.fround(features.silence))).toBe(true);
    const [all, some] = [features.framesOf(8000), features.framesOf(4800)];
    expect([...mask]).toEqual([...Array(all + some).fill(1), ...Array(all - some).fill(0)]);
  });

  it('takes the whole, as long as the longest', async () => {
    for (const change of [{ inference: 'whole' as const }, { seconds: null }]) {
      const { shape, mask } = await prepared([item(0.3), item(1)], change);
      expect(shape).toEqual([2, features.framesOf(16_000), 80]);
      expect(mask.reduce((a, b) => a + b, 0)).toBe(features.framesOf(16_000) + features.framesOf(4800));
    }
  });

  it('does not depend on what else is in the batch', async () => {
    const alone = await prepared([item(0.4)], { seconds: null });
    const { x } = await prepared([item(0.4), item(1)], { seconds: null });
    expect(x.slice(0, alone.x.length)).toEqual(alone.x);
  });

  it('brings any rate and any channels to those of the front end', async () => {
    const file = wavFile([tone(1, { sampleRate: 44_100 }), tone(1, { sampleRate: 44_100 })], { sampleRate: 44_100 });
    const { shape } = await prepared([file], { seconds: null });
    expect(shape[1]).toBe(features.framesOf(16_000));
    for (const sampleRate of [4000, 192_000]) {
      const { mask } = await prepared([wavFile([tone(1, { sampleRate })], { sampleRate })], { seconds: null });
      expect(mask.length).toBe(features.framesOf(16_000));
    }
  });

  it('gives samples to a network of samples', async () => {
    const { shape, x } = await prepared([item(1)], { frontEnd: { kind: 'wave', sampleRate: 16_000 } });
    expect(shape).toEqual([1, 8000, 1]);
    expect(x).toEqual(item(1).samples.slice(4000, 12_000));
  });

  it('gives descriptors', async () => {
    const descriptors = {
      kind: 'descriptors',
      sampleRate: 16_000,
      window: 512,
      hop: 256,
      descriptors: ['mfcc', 'chroma', 'loudness', 'spectralCentroid'],
      mfccs: 13,
      normalise: 'none',
    } as const;
    const { shape, x } = await prepared([item(1), { samples: tone(0.5).fill(0, 0, 4000), sampleRate: 16_000 }], {
      frontEnd: descriptors,
    });
    expect(shape).toEqual([2, 30, 13 + 12 + 25 + 1]);
    expect(x.every(Number.isFinite)).toBe(true);
    // Of a tone of 220 Hz the centroid, in bins of 31.25 Hz, is near 7.
    expect(x[50]).toBeGreaterThan(6);
    expect(x[50]).toBeLessThan(9);
  });

  it('trims silence, and brings crops to a loudness', async () => {
    const padded = new Float32Array(48_000);
    padded.set(tone(1), 16_000);
    const { mask } = await prepared([{ samples: padded, sampleRate: 16_000 }], {
      seconds: null,
      trim: { decibels: 40 },
    });
    expect(Math.abs(mask.length - features.framesOf(16_000 + 1600))).toBeLessThanOrEqual(2);
    const quiet = { samples: item(1).samples.map((value) => value / 100), sampleRate: 16_000 };
    const [loud, soft] = [await prepared([item(1)], { loudness: -20 }), await prepared([quiet], { loudness: -20 })];
    loud.x.forEach((value, i) => expect(value).toBeCloseTo(soft.x[i]!, 3));
  });
});

describe('with random', () => {
  const path = { current: '' };
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const rising = tone(2).map((value, i) => (value * i) / 32_000);
    path.current = await put(join(folder.path, 'a.wav'), wavFile([rising], { bits: 32, float: true }));
  });
  afterAll(() => folder.remove());

  it('crops by the seed alone, with a cache or without', async () => {
    const first = await prepared([path.current, item(1)], { seed: 1 });
    expect(first.shape).toEqual([2, features.framesOf(8000), 80]);
    expect((await prepared([path.current, item(1)], { seed: 1, cache: 0 })).x).toEqual(first.x);
    expect((await prepared([path.current, item(1)], { seed: 2 })).x).not.toEqual(first.x);
  });

  it('cuts crops from features where that is the same, else from samples', async () => {
    // Frames of the whole, and in the middle no edge is near.
    const whole = features.of(await decoded(path.current));
    const { x } = await prepared([path.current], { seed: 3 });
    const frame = [...x.subarray(10 * 80, 11 * 80)];
    const at = [...whole.keys()]
      .filter((i) => i % 80 === 0)
      .findIndex((i) => frame.every((value, k) => value === whole[i + k]));
    expect(at).toBeGreaterThanOrEqual(0);
    // The loudest of a clip is another for each crop, so its crops are of samples.
    const clip = { ...librosa, sampleRate: 16_000, highest: 8000 };
    const [a] = [await prepared([path.current], { seed: 3, frontEnd: clip })];
    expect(Math.max(...a.x) - Math.min(...a.x)).toBeLessThanOrEqual(80.001);
  });

  it('augments samples and frames, and never what it keeps', async () => {
    const augment = augmentBy({ noise: { probability: 1 }, gain: {}, specAugment: {} });
    const prepare = preparer(base, augment, 1e8);
    const run = async (seed: number) => {
      const { x, mask } = await prepare([path.current], createRandom(seed));
      const values = x.dataSync().slice();
      tf.dispose([x, mask]);
      return values;
    };
    const first = await run(1);
    await run(2);
    expect(await run(1)).toEqual(first);
    const wiped = preparer(base, augmentBy({ specAugment: { time: 1, times: 4 } }), 1e8);
    const plain = await prepared([path.current], { seed: 5 });
    for (const _ of [1, 2, 3]) tf.dispose(Object.values(await wiped([path.current], createRandom(5))));
    expect((await prepared([path.current], { seed: 5 })).x).toEqual(plain.x);
  });

  it('fills up what augmentation made shorter, and says so in the mask', async () => {
    const half: Augment = { onSamples: ({ samples }) => samples.subarray(0, 4000) };
    const { mask } = await prepared([item(1)], { seed: 1, augment_: half });
    expect(mask.reduce((a, b) => a + b, 0)).toBe(features.framesOf(4000));
    expect(mask.length).toBe(features.framesOf(8000));
  });

  const decoded = async (file: string) => {
    const { shape, x } = await prepared([file], { seconds: null, frontEnd: { kind: 'wave', sampleRate: 16_000 } });
    expect(shape).toEqual([1, 32_000, 1]);
    return x;
  };
});

describe('bad input', () => {
  it.each<[string, AudioItem, RegExp]>([
    ['silence', wavFile([new Float32Array(16_000)]), /has nothing but silence where it is read; remove it/],
    ['0.05 s', wavFile([tone(0.05)]), /lasts 0\.05 s, too short to tell anything apart/],
    ['no samples', { samples: new Float32Array(0), sampleRate: 16_000 }, /has no samples; remove it/],
    ['NaN', { samples: tone(1).fill(Number.NaN, 9), sampleRate: 16_000 }, /must have finite samples, got NaN at 9/],
  ])('%s is refused, in training too', async (_, bad, message) => {
    await expect(prepared([item(1), bad])).rejects.toThrow(message);
    await expect(prepared([item(1), bad], { seed: 1 })).rejects.toThrow(message);
    await expect(prepared([bad], { seconds: null, trim: { decibels: 30 } })).rejects.toThrow(message);
  });

  it('says what is too long to be held, but reads the middle of it', async () => {
    const long = item(2);
    await expect(prepared([long], { longest: 1, seconds: null })).rejects.toThrow(/lasts 2 s, more than the 1 s/);
    expect((await prepared([long], { longest: 1 })).shape[1]).toBe(features.framesOf(8000));
  });

  it('takes what is clipped as it is', async () => {
    const { x } = await prepared([wavFile([tone(1).map((value) => 9 * value)])]);
    expect(x.every(Number.isFinite)).toBe(true);
  });
});

describe('parsePreparation', () => {
  const json = JSON.parse(JSON.stringify({ ...base, augment: { noise: { snr: [0, 10] }, gain: {} } }));
  it('reads back what JSON holds', () => {
    expect(parsePreparation(json)).toEqual(json);
    for (const preset of [tacotron, librosa, resemblyzer]) {
      expect(parsePreparation({ ...json, frontEnd: preset }).frontEnd).toEqual(preset);
    }
  });
  it.each([
    [{ frontEnd: { ...frontEnd, hop: 0 } }, /preparation\.frontEnd\.hop is wrong/],
    [{ frontEnd: { ...frontEnd, window: 2048 } }, /preparation\.frontEnd is wrong \(the window is longer than fft\)/],
    [{ frontEnd: { ...frontEnd, highest: 9000 } }, /highest is above half of sampleRate/],
    [{ frontEnd: { kind: 'picture' } }, /preparation\.frontEnd\.kind is wrong/],
    [{ seconds: -1 }, /preparation\.seconds is wrong/],
    [{ augment: { noise: { snr: [9, 1] } } }, /the first is above the second/],
    [{ windows: { overlap: 0.5, coverage: 2, most: 9 } }, /preparation\.windows\.coverage is wrong/],
    [{ colour: true }, /preparation\.colour is wrong/],
  ])('names what is wrong: %j', (change, message) => {
    expect(() => parsePreparation({ ...json, ...change })).toThrow(message);
    expect(() => parsePreparation({ ...json, ...change })).toThrow(SyntaxError);
  });
});
