/*
 * Value and gradient of a loss on @siamese/onnx, as often as it is asked for: a line with a number and the name of a loss on standard
 * input, a line of JSON (stepper.ts says what is in it) on standard output. `loss-worker.ts <threads>`.
 */
import { createInterface } from 'node:readline';
import { chooseBackend } from '@siamese/runner';
import { mean } from '@siamese/core/losses';
import * as tf from '@tensorflow/tfjs';
import { peakMemory } from './peak-memory.ts';
import type { Steps } from './stepper.ts';
import { batch, losses, valuesOf } from './work/losses.ts';
import { wave } from './work/work.ts';

await chooseBackend({ backend: 'onnx', threads: Number(process.argv[2] ?? '2') });
const { rows, dimensions, classes } = batch;
const labels = Array.from({ length: rows }, (_, i) => `class ${i % classes}`);
const moved = tf.tensor2d(wave(rows * dimensions, 2, 1), [rows, dimensions]);
const x = tf.variable<tf.Rank.R2>(tf.tensor2d(wave(rows * dimensions, 1, 1), [rows, dimensions]));
const names = Array.from({ length: classes }, (_, c) => `class ${c}`);
/** For so long at most a block goes on, in milliseconds. */
const most = 1500;

function made(name: string) {
  const work = losses.find((each) => each.name === name);
  if (!work) throw new RangeError(`loss-worker: unknown loss ${name}`);
  const loss = work.make({ classes: names, dimensions, seed: 1 });
  const variables = [...(loss.variables ?? [])];
  for (const variable of variables) {
    tf.tidy(() => variable.assign(tf.tensor(wave(variable.size, 3, 1), variable.shape)));
  }
  return { loss, variables };
}

process.stdout.write('ready\n');
let current = '';
let chosen: ReturnType<typeof made> | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const [count = '', name = ''] = line.split(' ');
  if (name !== current) {
    tf.dispose(chosen?.variables ?? []);
    chosen = made(name);
    current = name;
  }
  const { loss, variables } = chosen!;
  const ms: number[] = [];
  const values: number[] = [];
  const begin = performance.now();
  for (let i = 0; i < Number(count) && (i === 0 || performance.now() - begin < most); i++) {
    const start = performance.now();
    const { value, grads } = tf.tidy(() =>
      tf.variableGrads(() => mean(valuesOf(loss, x as tf.Tensor2D, moved, labels)), [x, ...variables]),
    );
    const [read] = await Promise.all([value, ...Object.values(grads)].map((tensor) => tensor.data()));
    ms.push(performance.now() - start);
    values.push(read![0]!);
    value.dispose();
    tf.dispose(grads);
  }
  const { rss } = process.memoryUsage();
  const steps: Steps = { ms, losses: values, resident: rss, peak: peakMemory() };
  process.stdout.write(`${JSON.stringify(steps)}\n`);
}
