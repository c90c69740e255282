import * as tf from '@tensorflow/tfjs';
import { createRandom, type Labelled } from '@siamese/core';
import { createImageEncoder, type Picture } from '@siamese/image';
import { lossNames, minerNames, numbersOf, objective } from '@siamese/runner';
import { checkSettings } from '../objective.ts';
import { settingsOf } from '../presets/index.ts';
import { alike, rows } from './rows.ts';

beforeAll(() => tf.setBackend('cpu'));

/** Eight classes of four pictures: a class is a pattern, with noise. */
function pictures(): Labelled<Picture> {
  const items: Picture[] = [];
  const labels: string[] = [];
  for (let c = 0; c < 8; c++) {
    const style = createRandom(1, 'class', c);
    const pattern = Array.from({ length: 64 }, () => style.int(200));
    for (let k = 0; k < 4; k++) {
      const noise = createRandom(1, 'item', c, k);
      const data = Uint8Array.from(pattern, (value) => value + noise.int(50));
      items.push({ width: 8, height: 8, channels: 1, data });
      labels.push(`class ${c}`);
    }
  }
  return { items, labels };
}

test('every row has five trials whose settings go together, no two alike', () => {
  for (const { name, trials } of rows) {
    expect([name, trials.length]).toEqual([name, 5]);
    const all = trials.map((trial) => settingsOf('best', { ...alike, ...trial }));
    for (const s of all) checkSettings(s);
    const decisive = all.map((s) => JSON.stringify({ ...numbersOf(s), rate: s.learningRate }));
    expect([name, new Set(decisive).size]).toEqual([name, 5]);
  }
  expect(rows.length).toBeGreaterThan(lossNames.length);
});

test.each(rows)('$name trains pictures', async ({ trials }) => {
  const data = pictures();
  const small = { network: 'mlp', size: 8, dimensions: 4, classes: 4, perClass: 3, batch: 6, steps: 1 } as const;
  const s = settingsOf('best', { ...alike, ...trials[0], ...small });
  const encoder = createImageEncoder({ size: 8, channels: 1, dimensions: 4, network: 'mlp', seed: 1 });
  const { train, dispose, what } = objective(encoder, s, { seed: 1, data });
  const { stopped, loss } = await train({ seed: 1, hooks: [] });
  expect([stopped, Number.isFinite(loss)]).toEqual(['done', true]);
  expect(what).toContain(s.loss);
  dispose();
  encoder.model.dispose();
});

test('every miner goes with some loss', () => {
  for (const miner of minerNames) {
    const fits = lossNames.filter((loss) => {
      try {
        checkSettings(settingsOf('best', { ...alike, loss, miner }));
        return true;
      } catch {
        return false;
      }
    });
    expect([miner, fits.length > 0]).toEqual([miner, true]);
  }
});
