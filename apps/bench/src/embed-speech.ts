import { lstmStack } from '@siamese/audio';
import { embedBatch } from '@siamese/core';
import { compile, configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';
import { networkOf } from './network.ts';
import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { stepper, type Stepper } from './stepper.ts';
import { versus } from './versus.ts';
import { wave } from './work/work.ts';

const peerName = "Resemblyzer's network in PyTorch";
const [frames, mels, seconds] = [160, 40, 1.6];
const batches = [1, 64];

/**
 * How many seconds of speech are embedded in a second: three LSTMs of 256 over 40 mels, windows of 1.6 s, 1 and 64 at a time, 2
 * threads, by `compile` and eagerly, in turns with PyTorch's side after a warm-up. The embeddings are proved equal first. More is
 * better, so here a ratio above 1 is.
 */
export async function* embedSpeech({ runs = 30 }: { runs?: number | undefined }): AsyncGenerator<Result> {
  configure({ threads });
  await tf.setBackend('onnx');
  const model = networkOf({
    name: 'lstm-stack',
    pairs: 1,
    shape: [frames, mels],
    model: () => lstmStack({ features: mels, dimensions: 256, seed: 1 }),
  });
  let them: Stepper | undefined;
  try {
    them = await stepper(python(), [here('../peers/embed-speech.py'), `${threads}`]);
  } catch (error) {
    const install = 'pip install torch==2.11.0 numpy, and set SIAMESE_PYTHON to that python';
    process.stderr.write(`${peerName} did not start (${(error as Error).message}): ${install}\n`);
  }
  try {
    for (const batch of batches) yield* compare(model, batch, runs, them);
  } finally {
    them?.close();
    model.dispose();
  }
}

type Embed = (x: tf.Tensor3D, mask: tf.Tensor) => Promise<tf.Tensor> | tf.Tensor;

async function* compare(model: tf.LayersModel, batch: number, runs: number, them?: Stepper): AsyncGenerator<Result> {
  const x = tf.tensor3d(wave(batch * frames * mels, 99, 1), [batch, frames, mels]);
  const mask = tf.ones([batch, frames]);
  const eager: Embed = (x, mask) => embedBatch({ model, normalize: true }, { x, mask });
  const compiled = compile(eager as (x: tf.Tensor3D, mask: tf.Tensor) => tf.Tensor);
  const run = async (embed: Embed, count: number): Promise<{ ms: number[]; first: Float32Array }> => {
    const ms: number[] = [];
    let values = new Float32Array();
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      const embedding = await embed(x, mask);
      values = (await embedding.data()) as Float32Array<ArrayBuffer>;
      ms.push(performance.now() - start);
      embedding.dispose();
    }
    return { ms, first: values.subarray(0, 256) };
  };
  const ways = [
    { name: '', embed: compiled as Embed, ms: [] as number[] },
    { name: ', eager', embed: eager, ms: [] as number[] },
  ];
  const other = await them?.step(5, `${batch}`);
  for (const { embed } of ways) {
    const { first } = await run(embed, 5);
    const off = first.findIndex((value, i) => !(Math.abs(value - (other?.losses[i] ?? value)) < 1e-4));
    if (off < 0) continue;
    throw new Error(`embed-speech: ${peerName} does other work: ${other!.losses[off]} where ours is ${first[off]}`);
  }
  const theirs: number[] = [];
  for (let done = 0; done < runs; done += 5) {
    for (const { embed, ms } of ways) ms.push(...(await run(embed, 5)).ms);
    if (them) theirs.push(...(await them.step(5, `${batch}`)).ms);
  }
  await compiled.dispose();
  tf.dispose([x, mask]);
  const speed = (ms: number) => (batch * seconds * 1000) / ms;
  for (const { name, ms } of ways) {
    yield {
      bench: 'embed-speech',
      work: `batch ${batch}${name}`,
      peerName,
      unit: 's of speech per s',
      ...versus(ms.map(speed), theirs.map(speed)),
    };
  }
}
