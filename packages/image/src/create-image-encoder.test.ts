import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createRandom, embedBatch, euclidean, type Random } from '@siamese/core';
import { createImageEncoder } from './create-image-encoder.ts';
import type { ImageEncoder, ImageEncoderOptions } from './create-image-encoder.ts';
import { drawnFile, put, temporaryFolder } from './files.testing.ts';
import type { ImageItem, Picture } from './picture.ts';

beforeAll(() => tf.setBackend('cpu'));

const picture = (...data: number[]): Picture => ({ width: 2, height: 2, channels: 1, data: Uint8Array.from(data) });
const tiny = { size: 2, channels: 1, dimensions: 3, seed: 1, network: 'mlp' } as const;

async function withEncoder<T>(o: ImageEncoderOptions, use: (encoder: ImageEncoder) => Promise<T>): Promise<T> {
  const encoder = createImageEncoder(o);
  try {
    return await use(encoder);
  } finally {
    encoder.model.dispose();
  }
}
async function valuesOf(encoder: Pick<ImageEncoder, 'prepare'>, items: readonly ImageItem[], random?: Random) {
  const { x } = await encoder.prepare(items, random);
  const values = [...(x.dataSync() as Float32Array)];
  const { shape } = x;
  x.dispose();
  return { shape, values: values.map((value) => Math.round(value * 1e4) / 1e4) };
}

describe('prepare', () => {
  it('gives [n, height, width, channels], 0 black to 1 white', () =>
    withEncoder(tiny, async (encoder) => {
      expect(await valuesOf(encoder, [picture(0, 255, 51, 102), picture(1, 2, 3, 4)])).toEqual({
        shape: [2, 2, 2, 1],
        values: [0, 1, 0.2, 0.4, 0.0039, 0.0078, 0.0118, 0.0157],
      });
      expect((await valuesOf(encoder, [])).shape).toEqual([0, 2, 2, 1]);
    }));

  it('inverts', () =>
    withEncoder({ ...tiny, invert: true }, async (encoder) => {
      expect((await valuesOf(encoder, [picture(0, 255, 51, 102)])).values).toEqual([1, 0, 0.8, 0.6]);
    }));

  it('standardises each picture by itself; an even one becomes 0', () =>
    withEncoder({ ...tiny, values: 'standardised' }, async (encoder) => {
      const { values } = await valuesOf(encoder, [picture(0, 255, 0, 255), picture(9, 9, 9, 9)]);
      expect(values.map((value) => value + 0)).toEqual([-1, 1, -1, 1, 0, 0, 0, 0]);
    }));

  it('converts grey to colour and brings any size to its own', () =>
    withEncoder({ seed: 1, size: { width: 3, height: 1 }, dimensions: 2, network: 'mlp' }, async (encoder) => {
      const even = { width: 9, height: 3, channels: 1, data: new Uint8Array(27).fill(255) } as const;
      expect(await valuesOf(encoder, [even])).toEqual({ shape: [1, 1, 3, 3], values: Array(9).fill(1) });
    }));

  it('augments with a random, by it alone, and never without', () =>
    withEncoder({ ...tiny, size: 12 }, async (encoder) => {
      const items = [
        { width: 12, height: 12, channels: 1, data: Uint8Array.from({ length: 144 }, (_, i) => i) } as const,
      ];
      const still = await valuesOf(encoder, items);
      expect(await valuesOf(encoder, items)).toEqual(still);
      const first = await valuesOf(encoder, items, createRandom(1, 'a'));
      expect(await valuesOf(encoder, items, createRandom(1, 'a'))).toEqual(first);
      expect(first).not.toEqual(still);
      expect(await valuesOf(encoder, items, createRandom(1, 'b'))).not.toEqual(first);
    }));

  it('does not change the pictures it is given', () =>
    withEncoder({ ...tiny, augment: { light: {} } }, async (encoder) => {
      const item = picture(10, 20, 30, 40);
      await valuesOf(encoder, [item], createRandom(1));
      expect([...item.data]).toEqual([10, 20, 30, 40]);
    }));
});

describe('files', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  it('are read by path or as bytes, alike', async () => {
    const bytes = await drawnFile({ seed: 3 }, 'jpeg');
    const path = await put(join(folder.path, 'a.jpg'), bytes);
    await withEncoder({ seed: 1, size: 8, network: 'mlp', augment: false }, async (encoder) => {
      const { shape, values } = await valuesOf(encoder, [path, bytes]);
      expect(shape).toEqual([2, 8, 8, 3]);
      expect(values.slice(0, 192)).toEqual(values.slice(192));
    });
  });

  it('are kept in training only, within the limit', async () => {
    const path = join(folder.path, 'changes.png');
    const write = (seed: number) => drawnFile({ seed }).then((bytes) => put(path, bytes));
    const random = createRandom(1);
    for (const [cacheBytes, kept] of [
      [1000, true],
      [191, false],
    ] as const) {
      await withEncoder({ seed: 1, size: 8, network: 'mlp', augment: false, cacheBytes }, async (encoder) => {
        await write(1);
        const first = await valuesOf(encoder, [path], random);
        await write(2);
        const again = await valuesOf(encoder, [path], random);
        if (kept) expect(again).toEqual(first);
        else expect(again).not.toEqual(first);
        expect(await valuesOf(encoder, [path])).not.toEqual(first);
      });
    }
  });

  it('that are bad are named, the first of the batch', async () => {
    const bad = await put(join(folder.path, 'bad.jpg'), 'text');
    const good = await put(join(folder.path, 'good.png'), await drawnFile({ seed: 1 }));
    await withEncoder({ seed: 1, size: 8, network: 'mlp' }, async (encoder) => {
      await expect(encoder.prepare([good, bad, join(folder.path, 'none.png')])).rejects.toThrow(
        /bad\.jpg is not a picture/,
      );
      await expect(encoder.prepare([7 as unknown as string])).rejects.toMatchObject({ name: 'TypeError' });
    });
  });
});

describe('createImageEncoder', () => {
  it('has a residual network of 128 dimensions, cosine and unit rows unless asked otherwise', () =>
    withEncoder({ seed: 1 }, async (encoder) => {
      expect(encoder.model.inputs[0]!.shape).toEqual([null, 64, 64, 3]);
      expect(encoder.model.outputs[0]!.shape).toEqual([null, 128]);
      expect(encoder).toMatchObject({ normalize: true, modality: 'image', distance: { name: 'cosine' } });
    }));

  it('embeds', () =>
    withEncoder({ ...tiny, normalize: false, distance: euclidean }, async (encoder) => {
      const prepared = await encoder.prepare([picture(1, 2, 3, 4)]);
      const embedding = embedBatch(encoder, prepared);
      expect(embedding.shape).toEqual([1, 3]);
      tf.dispose([prepared.x, embedding]);
    }));

  it('takes a network of one’s own', () =>
    withEncoder(
      {
        ...tiny,
        network: ({ height, width, channels, dimensions }) =>
          tf.sequential({
            layers: [
              tf.layers.flatten({ inputShape: [height, width, channels] }),
              tf.layers.dense({ units: dimensions, kernelInitializer: 'ones' }),
            ],
          }),
      },
      async (encoder) => expect(encoder.model.countParams()).toBe(15),
    ));

  it.each<[Partial<ImageEncoderOptions>, string | RegExp]>([
    [{ size: 0 }, 'createImageEncoder: size must be a positive integer, got 0'],
    [{ size: 5000 }, 'createImageEncoder: size must be between 1 and 4096, got 5000'],
    [{ dimensions: 1.5 }, 'createImageEncoder: dimensions must be a positive integer, got 1.5'],
    [{ channels: 4 as 3 }, 'createImageEncoder: channels must be 1 (grey) or 3 (colour), got 4'],
    [{ background: 300 }, 'createImageEncoder: background must be between 0 and 255, got 300'],
    [
      { network: 'vgg' as 'mlp' },
      "createImageEncoder: network must be mlp, lenet, small-cnn, wide-cnn, cnn, deep-cnn, resnet or a function, got 'vgg'",
    ],
    [{ network: 'toString' as 'mlp' }, /network must be mlp/],
    [{ augment: { affine: { rotate: -1 } } }, 'affine: rotate must be between 0 and 180, got -1'],
    [{ seed: 0.5 }, /seed must be an integer/],
    [{ fit: 'fill' as 'cover' }, 'createImageEncoder: fit must be contain, cover or stretch'],
  ])('refuses %j', (o, message) => {
    expect(() => createImageEncoder({ ...tiny, ...o })).toThrow(message);
  });

  it('refuses a network that does not fit', () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [4], kernelInitializer: 'ones' })],
    });
    expect(() => createImageEncoder({ ...tiny, network: () => model })).toThrow(
      /must take pictures of 2 x 2 x 1, it takes 4/,
    );
    const wide = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2, 1] })] });
    expect(() => createImageEncoder({ ...tiny, network: () => wide })).toThrow(
      /must end at 3 dimensions, it ends at 4/,
    );
    model.dispose();
  });
});
