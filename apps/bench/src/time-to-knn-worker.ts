/*
 * Our side of time-to-knn: trains until the target is reached, and prints a line of JSON. Before that it leaves weights, batches
 * and the support for the peer in the folder. `time-to-knn-worker.ts <data> <folder> <seed> <steps> <target> <threads>`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify, embed, fit, groups, pick, supervisedContrastive, supportPerClass } from '@siamese/core';
import { createImageEncoder } from '@siamese/image';
import { fromIdx } from '@siamese/image/node';
import { chooseBackend } from '@siamese/runner';

/** What a side says. */
export type Learned = {
  /** Of training alone. */
  readonly seconds: number;
  readonly steps: number;
  /** The share that was named rightly in the end, and whether that is enough. */
  readonly knn: number;
  readonly reached: boolean;
  /** Of the first steps. */
  readonly losses: readonly number[];
};

const [every, perClass, k] = [25, 250, 5];
const [data = '', folder = '', ...numbers] = process.argv.slice(2);
const [seed, steps, target, threads] = numbers.map(Number) as [number, number, number, number];
await chooseBackend({ backend: 'onnx', threads });

const of = (part: string) =>
  fromIdx(join(data, `${part}-images-idx3-ubyte.gz`), join(data, `${part}-labels-idx1-ubyte.gz`));
const [train, test] = [await of('train'), await of('t10k')];
const chosen = supportPerClass(train.labels, perClass, seed);
const support = pick(train, chosen);
const batches = groups({ classes: 10, perClass: 12 });
const encoder = createImageEncoder({ size: 28, channels: 1, network: 'cnn', augment: false, seed });

const drawn = batches.over(train.labels, { seed });
const order = Array.from({ length: steps }, (_, step) => drawn.at(step).items).flat();
const weights = encoder.model.getWeights().flatMap((weight) => [...weight.dataSync()]);
writeFileSync(join(folder, `batches-${seed}.i32`), Int32Array.from(order));
writeFileSync(join(folder, `support-${seed}.i32`), Int32Array.from(chosen));
writeFileSync(join(folder, `weights-${seed}.f32`), Float32Array.from(weights));

const losses: number[] = [];
let [seconds, knn] = [0, 0];
let from = performance.now();
const done = await fit(encoder, train, {
  loss: supervisedContrastive(),
  batches,
  steps,
  seed,
  hooks: [
    {
      name: 'target',
      async onStep({ step, loss }) {
        if (losses.length < 3) losses.push(loss);
        if (step % every !== 0 && step !== steps) return;
        seconds += (performance.now() - from) / 1000;
        knn = await namedRightly();
        from = performance.now();
        return knn >= target ? 'stop' : undefined;
      },
    },
  ],
});
const learned: Learned = { seconds, steps: done.steps, knn, reached: knn >= target, losses };
console.log(JSON.stringify(learned));

/** The share of the test whose 5 nearest vote for the right class. */
async function namedRightly(): Promise<number> {
  const [queries, base] = [await embed(encoder, test.items), await embed(encoder, support.items)];
  const answers = await classify(queries, base, support.labels, { distance: encoder.distance, k });
  return answers.filter(({ label }, i) => label === test.labels[i]).length / answers.length;
}
