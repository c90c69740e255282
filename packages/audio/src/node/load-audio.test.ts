import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createSiamese, embed, euclidean, onDistance } from '@siamese/core';
import { save } from '@siamese/core/node';
import { createAudioEncoder } from '../encoder/index.ts';
import { resemblyzer } from '../front-end/presets.ts';
import { tdnn } from '../networks/index.ts';
import { loadAudioEncoder } from './load-audio-encoder.ts';
import { loadAudioModel } from './load-audio-model.ts';
import { loadAudioSiamese } from './load-audio-siamese.ts';

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'siamese-audio-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const make = () =>
  createAudioEncoder({
    seed: 1,
    frontEnd: { ...resemblyzer, sampleRate: 8000, fft: 256, window: 200, hop: 80, mels: 8, highest: 4000 },
    dimensions: 3,
    seconds: 0.2,
    augment: { gain: { decibels: 3 } },
    network: (o) => tdnn({ ...o, width: 4, blocks: 1 }),
  });
const calibration = { threshold: 0.5, target: 'eer', far: 0.1, frr: 0.1, measuredOn: 'a test', pairs: 10 };
const items = [0.2, 0.75].map((seconds) => ({
  samples: Float32Array.from({ length: 8000 * seconds }, (_, i) => 0.4 * Math.sin(i / 5) + 0.2 * Math.sin(i / 3)),
  sampleRate: 8000,
}));

test('a saved encoder comes back with its embeddings, preparation and calibration', async () => {
  const path = join(folder, 'encoder');
  const encoder = { ...make(), calibration };
  const before = await embed(encoder, items);
  await save(encoder, path);
  encoder.model.dispose();
  const loaded = await loadAudioEncoder(path);
  expect(await embed(loaded, items)).toEqual(before);
  expect(loaded).toMatchObject({ modality: 'audio', normalize: true, distance: { name: 'cosine' }, calibration });
  expect(loaded.preparation).toEqual(encoder.preparation);
  loaded.model.dispose();
  await expect(loadAudioSiamese(path)).rejects.toThrow(/has no head; load it with loadAudioEncoder/);
});

test('a saved siamese comes back whole, or as its encoder', async () => {
  const path = join(folder, 'siamese');
  const siamese = createSiamese({ encoder: make(), head: onDistance(euclidean), seed: 1 });
  const before = await embed(siamese.a, items);
  await save({ ...siamese, calibration }, path);
  siamese.a.model.dispose();
  siamese.head.model.dispose();
  const loaded = await loadAudioSiamese(path);
  expect(loaded.a).toBe(loaded.b);
  expect(loaded.calibration).toEqual(calibration);
  expect(await embed(loaded.a, items)).toEqual(before);
  loaded.a.model.dispose();
  loaded.head.model.dispose();
  const alone = await loadAudioEncoder(path);
  expect(await embed(alone, items)).toEqual(before);
  alone.model.dispose();
});

test('one that is damaged or of something else is refused by name, and leaves no tensor', async () => {
  const path = join(folder, 'damaged');
  const encoder = make();
  await save(encoder, path);
  encoder.model.dispose();
  const file = join(path, 'siamese.json');
  const text = await readFile(file, 'utf8');
  const given = async (change: (text: string) => string) => {
    await writeFile(file, change(text));
    return loadAudioModel(path);
  };
  await expect(given((json) => json.replace('"mean"', '"left"'))).rejects.toThrow(
    /damaged: .*preparation\.channel is wrong/,
  );
  await expect(given((json) => json.replace('"overlap": 0.5', '"overlap": 5'))).rejects.toThrow(
    /windows\.overlap is wrong/,
  );
  await expect(given((json) => json.replace('"modality": "audio"', '"modality": "image"'))).rejects.toThrow(
    /got image/,
  );
  await expect(given((json) => json.slice(0, 50))).rejects.toThrow(/siamese\.json/);
});
