import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createComparator, createSiamese, embedBatch, onDifference, onDistance, euclidean } from '@siamese/core';
import { save } from '@siamese/core/node';
import { createImageEncoder } from '../create-image-encoder.ts';
import type { ImageEncoder } from '../create-image-encoder.ts';
import { temporaryFolder } from '../files.testing.ts';
import { resnet, type Network } from '../networks/index.ts';
import { loadImageEncoder, loadImageModel, loadImageSiamese } from './index.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const network: Network = (o) => resnet({ ...o, widths: [4, 8] });
const options = { size: 8, channels: 1, dimensions: 4, seed: 1, augment: { affine: { rotate: 5 } }, network } as const;
const calibration = { threshold: 0.5, target: 'eer', far: 0.1, frr: 0.1, measuredOn: 'a test', pairs: 10 };
const items = [{ width: 9, height: 11, channels: 3, data: Uint8Array.from({ length: 297 }, (_, i) => i) } as const];
async function embedded(encoder: ImageEncoder): Promise<number[]> {
  const prepared = await encoder.prepare(items);
  const embedding = embedBatch(encoder, prepared);
  const values = [...embedding.dataSync()];
  tf.dispose([prepared.x, embedding]);
  return values;
}

describe('a saved encoder', () => {
  it('comes back with its embeddings, preparation and calibration', async () => {
    const path = join(folder.path, 'encoder');
    const encoder = { ...createImageEncoder(options), calibration };
    const before = await embedded(encoder);
    await save(encoder, path);
    encoder.model.dispose();
    const loaded = await loadImageEncoder(path);
    expect(await embedded(loaded)).toEqual(before);
    expect(loaded).toMatchObject({ modality: 'image', normalize: true, distance: { name: 'cosine' }, calibration });
    expect(loaded.preparation).toEqual(encoder.preparation);
    loaded.model.dispose();
    await expect(loadImageSiamese(path)).rejects.toThrow(/has no head; load it with loadImageEncoder/);
  });

  it('is refused with its file named where it is damaged, and leaves no tensor', async () => {
    const path = join(folder.path, 'damaged');
    const encoder = createImageEncoder(options);
    await save(encoder, path);
    encoder.model.dispose();
    const file = join(path, 'siamese.json');
    const text = await readFile(file, 'utf8');
    const given = async (change: (text: string) => string) => {
      await writeFile(file, change(text));
      return loadImageEncoder(path);
    };
    await expect(given((json) => json.replace('"contain"', '"squeeze"'))).rejects.toThrow(
      /damaged: .*preparation\.fit is wrong/,
    );
    await expect(given((json) => json.replace('"modality": "image"', '"modality": "audio"'))).rejects.toThrow(
      /got audio/,
    );
    await expect(given((json) => json.slice(0, 50))).rejects.toThrow(/siamese\.json/);
    await rm(file);
    await expect(loadImageEncoder(path)).rejects.toThrow(/siamese\.json is not there/);
  });
});

describe('a saved siamese', () => {
  it('comes back whole, or as its encoder', async () => {
    const path = join(folder.path, 'siamese');
    const encoder = createImageEncoder(options);
    const siamese = createSiamese({ encoder, head: onDifference(), seed: 1 });
    const before = await embedded(encoder);
    await save({ ...siamese, calibration }, path);
    encoder.model.dispose();
    siamese.head.model.dispose();
    const loaded = await loadImageSiamese(path);
    expect(loaded.a).toBe(loaded.b);
    expect(loaded.calibration).toEqual(calibration);
    expect(await embedded(loaded.a)).toEqual(before);
    loaded.a.model.dispose();
    loaded.head.model.dispose();
    const alone = await loadImageEncoder(path);
    expect(await embedded(alone)).toEqual(before);
    alone.model.dispose();
  });

  it('with two encoders is a comparator', async () => {
    const path = join(folder.path, 'comparator');
    const [a, b] = [createImageEncoder(options), createImageEncoder({ ...options, seed: 2, network: 'mlp' })];
    const comparator = createComparator({ a, b, head: onDistance(euclidean) });
    await save(comparator, path);
    for (const model of [a.model, b.model, comparator.head.model]) model.dispose();
    const loaded = await loadImageModel(path);
    if (!('head' in loaded)) throw new Error('expected a head');
    expect(loaded.a).not.toBe(loaded.b);
    for (const model of [loaded.a.model, loaded.b.model, loaded.head.model]) model.dispose();
    await expect(loadImageEncoder(path)).rejects.toThrow(/has two encoders/);
  });
});
