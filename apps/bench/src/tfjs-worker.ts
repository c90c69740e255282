/*
 * Trains one network on one TensorFlow.js backend, as many steps as it is asked for: a line with a number on standard input,
 * a line of JSON (stepper.ts says what is in it) on standard output. `tfjs-worker.ts <backend> <work> <threads>`.
 */
import { createInterface } from 'node:readline';
import { chooseBackend, type BackendName } from '@siamese/runner';
import * as tf from '@tensorflow/tfjs';
import { inputOf, networkOf } from './network.ts';
import { peakMemory } from './peak-memory.ts';
import type { Steps } from './stepper.ts';
import { works } from './work/index.ts';

const [backend = '', name = '', threads = '2'] = process.argv.slice(2);
const work = works.find((w) => w.name === name);
if (!work) throw new RangeError(`tfjs-worker: unknown work ${name}`);

await chooseBackend({ backend: backend as BackendName, threads: Number(threads) });
const model = networkOf(work);
const items = 2 * work.pairs;
const x = inputOf(work, items);
const same = tf.tensor1d(Array.from({ length: work.pairs }, (_, i) => i % 2));
const variables = model.trainableWeights.map((w) => w.read() as tf.Variable);
const optimizer = tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
const prepared = work.prepare?.(items);
type Dropout = { rate: number };
const dropouts = model.layers
  .filter((layer) => layer.getClassName() === 'Dropout')
  .map((layer) => ({ layer: layer as unknown as Dropout, rate: (layer as unknown as Dropout).rate }));

function embeddings(): tf.Tensor2D {
  if (work!.apply) return work!.apply(model, x, prepared) as tf.Tensor2D;
  return model.apply(x, { training: true }) as tf.Tensor2D;
}

function contrastive(): tf.Scalar {
  const [a, b] = tf.split(embeddings(), 2) as [tf.Tensor2D, tf.Tensor2D];
  const distance = tf.sqrt(tf.add(tf.sum(tf.square(tf.sub(a, b)), 1), 1e-9));
  const apart = tf.square(tf.relu(tf.sub(1, distance)));
  const together = tf.square(distance);
  return tf.mean(tf.mul(0.5, tf.add(tf.mul(same, together), tf.mul(tf.sub(1, same), apart)))) as tf.Scalar;
}

let step = 0;
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const ms: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < Number(line); i++) {
    // The first losses are compared with a peer's.
    for (const { layer, rate } of dropouts) layer.rate = step < 3 ? 0 : rate;
    step++;
    const start = performance.now();
    const loss = tf.tidy(() => optimizer.minimize(contrastive, true, variables)!);
    losses.push((await loss.data())[0]!);
    loss.dispose();
    ms.push(performance.now() - start);
  }
  const { numTensors, numBytes } = tf.memory();
  const state = { resident: process.memoryUsage.rss(), peak: peakMemory(), tensors: `${numTensors}, ${numBytes}` };
  process.stdout.write(`${JSON.stringify({ ms, losses, ...state } satisfies Steps)}\n`);
}
