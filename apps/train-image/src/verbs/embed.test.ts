import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { readEmbeddings, save } from '@siamese/core/node';
import { createImageEncoder } from '@siamese/image';
import * as tf from '@tensorflow/tfjs';
import { toPng } from '../png.ts';
import { embed as embedWith, type EmbedFlags } from '@siamese/runner';
import { pictures as modality } from '../pictures.ts';

let place = '';
const before = process.env['INIT_CWD'];

beforeAll(async () => {
  await tf.setBackend('cpu');
  place = mkdtempSync(join(tmpdir(), 'siamese-kept-'));
  process.env['INIT_CWD'] = place;
  for (const seed of [1, 2]) {
    const encoder = createImageEncoder({ size: 8, channels: 1, dimensions: 4, network: 'mlp', seed });
    encoder.calibration = { threshold: -0.5, target: 'eer', far: 0, frr: 0, measuredOn: 'nothing', pairs: 1 };
    await save(encoder, join(place, `model-${seed}`));
    encoder.model.dispose();
  }
  for (const label of ['ada', 'bob']) await pictures('people', label, ['1', '2']);
});
afterAll(() => {
  rmSync(place, { recursive: true });
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
});

async function pictures(folder: string, label: string, names: readonly string[]): Promise<void> {
  mkdirSync(join(place, folder, label), { recursive: true });
  for (const name of names) {
    const random = createRandom(7, label, name);
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, () => random.int(256));
    await toPng({ width: 8, height: 8, channels: 3, data }, join(place, folder, label, `${name}.png`));
  }
}

/** What a verb printed; the model that it loaded is disposed. */
async function printed(verb: () => Promise<void>): Promise<string> {
  const lines: string[] = [];
  const take = (text: unknown): boolean => lines.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation(take));
  try {
    await verb();
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const variable of Object.values(tf.engine().state.registeredVariables)) variable.dispose();
  }
  return lines.join('');
}

const use = { runs: 'runs', backend: 'cpu', model: 'model-1' } as const;
const keys = ['ada/1.png', 'ada/2.png', 'bob/1.png', 'bob/2.png'];

const embed = (folder: string, flags: EmbedFlags): Promise<void> => embedWith(modality, folder, flags);

it.each(['e.npy', 'e.csv', 'e.parquet'])('embeddings in %s are gone on with, and those of one model', async (out) => {
  expect(await printed(() => embed('people', { ...use, out }))).toBe(`${out}: 4 x 4\n`);
  const first = await readEmbeddings(join(place, out));
  expect(first).toMatchObject({ keys, labels: ['ada', 'ada', 'bob', 'bob'] });

  const grown = `grown-${out}`;
  await pictures(grown, 'ada', ['1', '2']);
  await pictures(grown, 'bob', ['1', '2', '3']);
  expect(await printed(() => embed(grown, { ...use, out }))).toBe(`${out}: 5 x 4, 1 of them new\n`);
  const second = await readEmbeddings(join(place, out));
  expect(second.keys).toEqual([...keys, 'bob/3.png']);
  expect(second.embeddings.values.slice(0, 16)).toEqual(first.embeddings.values);
  expect(await printed(() => embed(grown, { ...use, out }))).toBe(`${out}: 5 x 4, 0 of them new\n`);

  await expect(printed(() => embed('people', { ...use, model: 'model-2', out }))).rejects.toThrow(
    'the embedding of "ada/1.png" must be what is there already',
  );
});

it('embeddings that were cut short are made whole, and pictures that cannot be read may be left out', async () => {
  const skip = { ...use, out: 'cut.npy', skipBadItems: true };
  await printed(() => embed('people', skip));
  const whole = await readEmbeddings(join(place, 'cut.npy'));
  truncateSync(join(place, 'cut.keys.csv'), 30);
  expect(await printed(() => embed('people', skip))).toMatch(/^cut\.npy: 4 x 4, 3 of them new\n$/);
  expect(await readEmbeddings(join(place, 'cut.npy'))).toEqual(whole);

  await pictures('spoilt', 'ada', ['1', '2']);
  await pictures('spoilt', 'bob', ['1', '2']);
  writeFileSync(join(place, 'spoilt', 'bob', '3.png'), 'no picture');
  expect(await printed(() => embed('spoilt', skip))).toMatch(/left out: .*3\.png[^]*cut\.npy: 4 x 4, 0 of them new\n$/);
  await expect(printed(() => embed('spoilt', { ...skip, skipBadItems: false }))).rejects.toThrow(/3\.png/);
});
