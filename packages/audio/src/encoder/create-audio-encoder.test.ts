import * as tf from '@tensorflow/tfjs';
import { createRandom, embed, euclidean } from '@siamese/core';
import { testEncoder } from '@siamese/testing';
import { resemblyzer } from '../front-end/presets.ts';
import { lstmStack, melCnnLstm, tdnn, waveCnn } from '../networks/index.ts';
import type { AudioItem, Waveform } from '../waveform.ts';
import { audioPrepare } from './audio-prepare.ts';
import { createAudioEncoder, type AudioEncoder, type AudioEncoderOptions } from './create-audio-encoder.ts';

beforeAll(() => tf.setBackend('cpu'));

/** A tone with overtones that swells and fades. */
function tone(seconds: number, pitch: number, sampleRate = 8000): Waveform {
  const samples = Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate;
    const swell = 0.3 + 0.2 * Math.sin(7 * t);
    return swell * (Math.sin(2 * Math.PI * pitch * t) + 0.4 * Math.sin(4 * Math.PI * pitch * t + 1));
  });
  return { samples, sampleRate };
}

const frontEnd = { ...resemblyzer, sampleRate: 8000, fft: 256, window: 200, hop: 80, mels: 8, highest: 4000 } as const;
const tiny: AudioEncoderOptions = {
  seed: 1,
  frontEnd,
  dimensions: 3,
  seconds: 0.3,
  network: (o) => melCnnLstm({ ...o, depth: 2 }),
};

async function withEncoder<T>(o: AudioEncoderOptions, use: (encoder: AudioEncoder) => Promise<T>): Promise<T> {
  const encoder = createAudioEncoder(o);
  try {
    return await use(encoder);
  } finally {
    encoder.model.dispose();
  }
}

const items = [tone(0.3, 200), tone(0.21, 300), tone(0.3, 150)];

testEncoder(
  'of sound',
  () => createAudioEncoder(tiny),
  items,
  (seed) => createRandom(seed),
);
testEncoder(
  'of whole recordings',
  () => createAudioEncoder({ ...tiny, seconds: null, network: (o) => tdnn({ ...o, width: 4, blocks: 1 }) }),
  [tone(0.5, 200), tone(0.21, 300), tone(0.3, 150)],
  (seed) => createRandom(seed),
);

describe('what stands for a recording', () => {
  const long = tone(1.07, 180);
  const embedded = (o: Partial<AudioEncoderOptions>, item: AudioItem) =>
    withEncoder({ ...tiny, ...o }, async (encoder) => [...(await embed(encoder, [item])).values]);
  const part = (from: number, seconds: number): Waveform => ({
    ...long,
    samples: long.samples.slice(Math.round(from * 8000), Math.round((from + seconds) * 8000)),
  });

  it('is its middle, all of it, or the mean of windows; the same for a recording of one window', async () => {
    const [centre, whole, windows] = [
      await embedded({ inference: 'centre' }, long),
      await embedded({ inference: 'whole' }, long),
      await embedded({}, long),
    ];
    expect(centre).not.toEqual(whole);
    expect(windows).not.toEqual(whole);
    expect(windows).not.toEqual(centre);
    for (const found of [centre, whole, windows]) expect(Math.hypot(...found)).toBeCloseTo(1, 5);
    const middle = await embedded({ inference: 'whole' }, part((1.07 - 0.3) / 2, 0.3));
    centre.forEach((value, i) => expect(value).toBeCloseTo(middle[i]!, 4));
    const short = part(0, 0.25);
    const [alone, inOne] = [await embedded({ inference: 'whole' }, short), await embedded({}, short)];
    inOne.forEach((value, i) => expect(value).toBeCloseTo(alone[i]!, 5));
  });

  it('has as many windows as it is long, and no more than asked', () =>
    withEncoder({ ...tiny, inference: { overlap: 0, most: 3 } }, async (encoder) => {
      const { x, mask, parts } = await encoder.prepare([tone(0.3, 200), tone(0.7, 200), tone(3, 200)]);
      expect(parts).toEqual([1, 2, 3]);
      expect(x.shape).toEqual([6, 30, 8]);
      expect(mask!.shape).toEqual([6, 30]);
      tf.dispose([x, mask!]);
      const training = await encoder.prepare([tone(3, 200)], createRandom(1));
      expect(training.parts).toBeUndefined();
      expect(training.x.shape[0]).toBe(1);
      tf.dispose([training.x, training.mask!]);
    }));

  it('is never random', () =>
    withEncoder(tiny, async (encoder) => {
      const [a, b] = [await embed(encoder, [long, tone(0.4, 99)]), await embed(encoder, [long, tone(0.4, 99)])];
      expect(a.values).toEqual(b.values);
    }));
});

describe('createAudioEncoder', () => {
  it('has the mel CNN1D + LSTM of 256 dimensions, cosine and unit rows unless asked otherwise', () =>
    withEncoder({ seed: 1 }, async (encoder) => {
      expect(encoder.model.countParams()).toBe(2_669_184);
      expect(encoder.model.inputs.map(({ shape }) => shape)).toEqual([
        [null, null, 80],
        [null, null],
      ]);
      expect(encoder).toMatchObject({ normalize: true, modality: 'audio', distance: { name: 'cosine' } });
      expect(encoder.preparation).toMatchObject({
        frontEnd: { sampleRate: 16_000, mels: 80 },
        seconds: 3,
        windows: { overlap: 0.5, coverage: 0.75, most: 128 },
      });
    }));

  it('takes samples themselves', () =>
    withEncoder(
      {
        seed: 1,
        frontEnd: { kind: 'wave', sampleRate: 8000 },
        seconds: 0.2,
        dimensions: 4,
        network: (o) => waveCnn({ ...o, depth: 2 }),
        distance: euclidean,
        normalize: false,
      },
      async (encoder) => {
        const { values } = await embed(encoder, [tone(0.2, 300), tone(0.5, 300)]);
        expect(values).toHaveLength(8);
        expect(encoder).toMatchObject({ normalize: false, distance: { name: 'euclidean' } });
      },
    ));

  it('augments with a random, by a description or a function, and never without', async () => {
    const item = [tone(0.3, 200)];
    for (const augment of [
      { gain: { decibels: 12 } },
      { onSamples: ({ samples }: { samples: Float32Array }) => samples.map((v) => v / 2) },
    ]) {
      await withEncoder({ ...tiny, augment }, async (encoder) => {
        const values = async (random?: number) => {
          const { x, mask } = await encoder.prepare(item, random === undefined ? undefined : createRandom(random));
          const found = [...(await x.data())];
          tf.dispose([x, mask!]);
          return found;
        };
        expect(await values()).toEqual(await values());
        expect(await values(1)).toEqual(await values(1));
        expect((await values(1)).slice(0, 8)).not.toEqual((await values()).slice(0, 8));
        const kept = (encoder.preparation as { augment: unknown }).augment;
        expect(kept).toEqual('gain' in augment ? augment : null);
      });
    }
  });

  it.each<[Partial<AudioEncoderOptions>, string | RegExp]>([
    [{ seed: 0.5 }, 'createAudioEncoder: seed must be an integer, got 0.5'],
    [{ dimensions: 0 }, 'createAudioEncoder: dimensions must be a positive integer, got 0'],
    [{ seconds: 0 }, 'createAudioEncoder: seconds must be above 0, got 0'],
    [{ seconds: null, inference: 'centre' }, "inference must be 'whole' where seconds is null"],
    [
      { inference: 'random' as 'whole' },
      "createAudioEncoder: inference must be one of 'centre', 'whole', got 'random'",
    ],
    [{ inference: { overlap: 1 } }, 'createAudioEncoder: inference.overlap must be between 0 and 0.99, got 1'],
    [{ inference: { most: 0 } }, /inference\.most must be a positive integer/],
    [{ longest: -1 }, /longest must be above 0/],
    [{ channel: -1 }, /channel must be between 0 and 255/],
    [{ loudness: 3 }, /loudness must be between -100 and 0/],
    [
      { network: 'vgg' as 'tdnn' },
      "createAudioEncoder: network must be mel-cnn-lstm, mel-cnn-pool, wave-cnn, lstm-stack, tdnn or a function, got 'vgg'",
    ],
  ])('refuses %j', (o, message) => {
    expect(() => createAudioEncoder({ ...tiny, ...o })).toThrow(message);
  });

  it('refuses a network that does not fit', () => {
    const model = lstmStack({ features: 5, dimensions: 3, seed: 1, layers: 1, units: 2 });
    expect(() => createAudioEncoder({ ...tiny, network: () => model })).toThrow(
      'createAudioEncoder: the network must take frames and a mask of any x 8 and any, it takes any x 5 and any',
    );
    const fits = lstmStack({ features: 8, dimensions: 4, seed: 1, layers: 1, units: 2 });
    expect(() => createAudioEncoder({ ...tiny, network: () => fits })).toThrow(
      /must end at 3 dimensions, it ends at 4/,
    );
    model.dispose();
    fits.dispose();
  });
});

describe('audioPrepare', () => {
  it('rebuilds what an encoder keeps, and says which field is wrong', () =>
    withEncoder(tiny, async (encoder) => {
      const json = JSON.parse(JSON.stringify(encoder.preparation));
      const prepare = audioPrepare({ ...encoder, preparation: json });
      const [a, b] = [await embed(encoder, items), await embed({ ...encoder, prepare }, items)];
      expect(a.values).toEqual(b.values);
      const of =
        (changes: object, modality = 'audio') =>
        () =>
          audioPrepare({ ...encoder, modality, preparation: { ...json, ...changes } });
      expect(of({}, 'image')).toThrow('must be of the modality audio, got image');
      expect(of({ windows: { ...json.windows, most: 0 } })).toThrow(/preparation\.windows\.most is wrong/);
      expect(of({ channel: 'left' })).toThrow(/preparation\.channel is wrong/);
      expect(of({ frontEnd: { ...frontEnd, mels: 9 } })).toThrow(
        /the model takes any x 8 and any, its preparation gives any x 9/,
      );
    }));
});
