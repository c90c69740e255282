import * as tf from '@tensorflow/tfjs';
import { UsageError } from '../errors/index.ts';
import { checkMemory } from './check-memory.ts';

/** 2 x 2 in, 4 flat, 3 out: 11 numbers, 44 bytes an item. */
const layers = (): tf.LayersModel =>
  tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2] }), tf.layers.dense({ units: 3 })] });

it('refuses a batch that cannot be held, and says how much it is and what would do', async () => {
  await tf.setBackend('cpu');
  const model = layers();
  const gibibyte = 2 ** 30;
  expect(() => checkMemory(model, 1000, '--batch', gibibyte)).not.toThrow();
  const silly = (): void => checkMemory(model, 2e9, '--batch', gibibyte);
  expect(silly).toThrow(UsageError);
  expect(silly).toThrow(
    /^a batch of 2000000000 items takes \d+\.\d GB and more, and this machine has 1\.0 GB; type a smaller --batch \(\d+ items or fewer will do\)$/,
  );
  model.dispose();
});
