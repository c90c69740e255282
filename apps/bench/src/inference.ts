import { compile, configure } from '@siamese/onnx';
import { exportOnnx } from '@siamese/onnx/export';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inputOf, networkOf } from './network.ts';
import { median } from './median.ts';
import type { Result } from './result.ts';
import type { Work } from './work/work.ts';
import { worksNamed } from './work/works-named.ts';

const threads = 2;
const batches = [1, 256];

/**
 * What each network gives for 1 and for 256 items, in one process: by `compile` and by onnxruntime-node on the exported file (same
 * options), in turns, then by TensorFlow.js on `@siamese/onnx` without either. All three are proved equal first.
 */
export async function* inference({
  work,
  runs,
}: {
  work?: string | undefined;
  runs?: number | undefined;
}): AsyncGenerator<Result> {
  configure({ threads });
  await tf.setBackend('onnx');
  for (const chosen of worksNamed(work)) {
    // A mask has no form as a plain model.
    if (!chosen.prepare) for (const items of batches) yield* compare(chosen, items, runs);
  }
}

type Way = { readonly name: string; run(): Promise<Float32Array>; readonly ms: number[] };

async function* compare(work: Work, items: number, runs?: number): AsyncGenerator<Result> {
  const model = networkOf(work);
  const x = inputOf(work, items);
  const given = await x.data();
  const compiled = compile((input: tf.Tensor) => model.apply(input) as tf.Tensor);
  const type = { shape: [null, ...work.shape], dtype: x.dtype as 'float32' };
  const session = await InferenceSession.create(await exportOnnx(model, { inputs: [type] }), {
    intraOpNumThreads: threads,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const [input, output] = [session.inputNames[0]!, session.outputNames[0]!];
  const feeds = { [input]: new Tensor(x.dtype as 'float32', given as Float32Array, x.shape) };
  const read = async (tensor: tf.Tensor): Promise<Float32Array> => {
    const values = await tensor.data();
    tensor.dispose();
    return values as Float32Array;
  };
  const ways: readonly [Way, Way, Way] = [
    { name: 'compile', run: async () => read(await compiled(x)), ms: [] },
    { name: 'file', run: async () => (await session.run(feeds))[output]!.data as Float32Array, ms: [] },
    { name: 'eager', run: () => read(tf.tidy(() => model.apply(x) as tf.Tensor)), ms: [] },
  ];
  await proveEqual(work, ways);
  const count = runs ?? (await enough(ways[1]));
  // Each comes after the other as often as after itself; the third, which leaves much behind, comes last.
  await time(count, [ways[1], ways[0], ways[0], ways[1]]);
  await time(count, [ways[2]]);
  const [ours, file, eager] = ways.map(({ ms }) => median(ms)) as [number, number, number];
  const result = { unit: 'ms', runs: count, peer: file, peerName: 'onnxruntime-node on the file' };
  yield { bench: 'inference', work: `${work.name}, batch ${items}`, ours, ratio: ours / file, ...result };
  yield {
    bench: 'inference',
    work: `${work.name}, batch ${items}, eager`,
    ours: eager,
    ratio: eager / file,
    ...result,
  };
  await compiled.dispose();
  await session.release();
  x.dispose();
  model.dispose();
}

/** Runs these in turns until each was timed so often, after three turns of warm-up. */
async function time(count: number, turn: readonly Way[]): Promise<void> {
  for (let i = -3; i < count / (turn.length > 1 ? 2 : 1); i++) {
    for (const way of turn) {
      const start = performance.now();
      await way.run();
      if (i >= 0) way.ms.push(performance.now() - start);
    }
  }
}

/** So many runs take some two seconds, at least 30 and at most 1,000. */
async function enough(way: Way): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < 3; i++) await way.run();
  return Math.round(Math.min(1000, Math.max(30, 2000 / ((performance.now() - start) / 3))));
}

async function proveEqual({ name }: Work, ways: readonly Way[]): Promise<void> {
  const [first, ...others] = await Promise.all(ways.map(async (way) => Float32Array.from(await way.run())));
  for (const [i, other] of others.entries()) {
    const off = other.findIndex((value, k) => !(Math.abs(value - first![k]!) <= 1e-4 * Math.max(1, Math.abs(value))));
    if (off < 0 && other.length === first!.length) continue;
    throw new Error(`inference: ${name}: ${ways[i + 1]!.name} gives ${other[off]} where compile gives ${first![off]}`);
  }
}
