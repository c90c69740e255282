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
 * What each network gives for 1 and for 256 items, in turns in one process: by `compile`, by onnxruntime-node on the exported file
 * (same options), and by TensorFlow.js on `@siamese/onnx` without either. All three are proved equal first.
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
    // Masks and the like have no form as a plain model.
    if (!chosen.apply) for (const items of batches) yield* compare(chosen, items, runs);
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
  for (let turn = 0; turn < count + 3; turn++) {
    // Whoever comes after another finds the caches as that one left them: everybody comes after everybody.
    for (let k = 0; k < 3; k++) {
      const way = ways[(turn + k) % 3]!;
      const start = performance.now();
      await way.run();
      if (turn >= 3) way.ms.push(performance.now() - start);
    }
  }
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
