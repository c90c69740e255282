import * as tf from '@tensorflow/tfjs';
import { createRandom, type Random } from '@siamese/core';
import { createImageEncoder } from './create-image-encoder.ts';
import type { ImageEncoder } from './create-image-encoder.ts';
import { imagePrepare } from './image-prepare.ts';

beforeAll(() => tf.setBackend('cpu'));

const options = {
  channels: 1,
  dimensions: 3,
  seed: 1,
  network: 'mlp',
  size: 6,
  invert: true,
  values: 'standardised',
  augment: { affine: { rotate: 45 }, flip: {} },
} as const;
const items = [{ width: 9, height: 5, channels: 3, data: Uint8Array.from({ length: 135 }, (_, i) => i) } as const];

async function valuesOf({ prepare }: Pick<ImageEncoder, 'prepare'>, random?: Random): Promise<number[]> {
  const { x } = await prepare(items, random);
  const values = [...x.dataSync()];
  x.dispose();
  return values;
}
async function withEncoder(use: (encoder: ImageEncoder) => Promise<void>): Promise<void> {
  const encoder = createImageEncoder(options);
  try {
    await use(encoder);
  } finally {
    encoder.model.dispose();
  }
}

describe('imagePrepare', () => {
  it('rebuilds prepare from JSON, augmentation and all', () =>
    withEncoder(async (encoder) => {
      const preparation = JSON.parse(JSON.stringify(encoder.preparation));
      const again = { prepare: imagePrepare({ ...encoder, preparation }) };
      expect(await valuesOf(again)).toEqual(await valuesOf(encoder));
      expect(await valuesOf(again, createRandom(1))).toEqual(await valuesOf(encoder, createRandom(1)));
    }));

  it('names what is wrong', () =>
    withEncoder(async (encoder) => {
      const preparation = encoder.preparation as Record<string, number>;
      const given = (change: object) => imagePrepare({ ...encoder, preparation: { ...preparation, ...change } });
      expect(() => given({ width: -1 })).toThrow(/preparation\.width is wrong/);
      expect(() => given({ augment: { affine: { rotate: 'much' } } })).toThrow(
        /preparation\.augment\.affine\.rotate is wrong/,
      );
      expect(() => given({ colour: true })).toThrow(/preparation\.colour is wrong/);
      expect(() => imagePrepare({ ...encoder, preparation: null })).toThrow(SyntaxError);
      expect(() => given({ width: 7 })).toThrow(/model takes 6 x 6 x 1, its preparation gives 6 x 7 x 1/);
      expect(() => imagePrepare({ ...encoder, modality: 'audio' })).toThrow(/modality image, got audio/);
    }));
});
