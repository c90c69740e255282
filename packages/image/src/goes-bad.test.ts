import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, checkpointFrom, contrastive, fit, type Hook, keepLast, pairs } from '@siamese/core';
import * as tf from '@tensorflow/tfjs';
import { createImageEncoder } from './create-image-encoder.ts';
import { drawnFile, put, temporaryFolder } from './files.testing.ts';
import { mlp, type NetworkOptions } from './networks/index.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let items: string[] = [];
const labels = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 'ada' : 'bob'));
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await temporaryFolder();
  items = await Promise.all(
    labels.map(async (label, i) =>
      put(join(folder.path, label, `${i}.png`), await drawnFile({ seed: i % 2, jitter: i, width: 12, height: 12 })),
    ),
  );
});
afterAll(() => folder.remove());

const stepsPerEpoch = 2;

/** A run over four epochs of files that are read anew each time, and the last checkpoint that it wrote. */
async function run(hooks: readonly Hook[], resume?: Checkpoint) {
  const size = { width: 8, height: 8 };
  const network = (o: NetworkOptions) => mlp({ ...o, units: [8] });
  const encoder = createImageEncoder({ seed: 1, size, dimensions: 4, network, augment: false, cacheBytes: 0 });
  let last: Uint8Array | undefined;
  const error = await fit(
    encoder,
    { items, labels },
    {
      loss: contrastive({ margin: 1 }),
      batches: pairs({ size: 4 }),
      steps: 4 * stepsPerEpoch,
      seed: 1,
      hooks: [...hooks, keepLast({ every: 1, write: (bytes) => void (last = bytes) })],
      ...(resume === undefined ? {} : { resume }),
    },
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  encoder.model.dispose();
  return { error, last: last! };
}

test('a picture that goes bad in epoch 3 is named, and the run goes on from its checkpoint once it is good', async () => {
  const whole = await run([]);
  expect(whole.error).toBeUndefined();

  const bad = items[3]!;
  const good = Uint8Array.from(await readFile(bad));
  const spoil: Hook = {
    name: 'spoil',
    onStep: async ({ step }) => {
      if (step === 2 * stepsPerEpoch) await writeFile(bad, good.subarray(0, 40));
    },
  };
  const { error, last } = await run([spoil]);
  expect(error).toMatchObject({
    name: 'SyntaxError',
    message: expect.stringMatching(/3\.png is damaged or cut short/),
  });
  const checkpoint = checkpointFrom(last, 'last');
  expect(checkpoint.step).toBeGreaterThanOrEqual(2 * stepsPerEpoch);
  expect(checkpoint.step).toBeLessThan(4 * stepsPerEpoch);

  await writeFile(bad, good);
  const resumed = await run([], checkpoint);
  expect(resumed.error).toBeUndefined();
  expect(Buffer.compare(resumed.last, whole.last)).toBe(0);
});
