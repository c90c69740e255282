import * as tf from '@tensorflow/tfjs';
import { UsageError } from '../errors/usage-error.ts';
import type { BackendName } from './names.ts';
import { loadTensorflow } from './tensorflow.ts';
import { loadWasm } from './wasm.ts';

/** The backend a run computes with, and the line that says which and why. */
export type Backend = { readonly name: BackendName; readonly line: string };

type Attempt = { name: BackendName; wanted: string; load(threads?: number): Promise<string | undefined> };

/** In the order of preference; each says what it is when it could be loaded, and undefined when it is not there. */
const attempts: readonly Attempt[] = [
  {
    name: 'tensorflow',
    wanted: 'a CUDA GPU is there',
    load: async () =>
      loadTensorflow('@tensorflow/tfjs-node-gpu')?.gpu === true ? '@tensorflow/tfjs-node-gpu' : undefined,
  },
  {
    name: 'onnx',
    wanted: 'it is native and came with the install',
    load: async (threads) => ((await loadOnnx(threads)) ? '@siamese/onnx' : undefined),
  },
  {
    name: 'tensorflow',
    wanted: 'ONNX Runtime is not there for this machine',
    load: async () => (loadTensorflow('@tensorflow/tfjs-node') === undefined ? undefined : '@tensorflow/tfjs-node'),
  },
  {
    name: 'wasm',
    wanted: 'neither ONNX Runtime nor libtensorflow is there for this machine: expect it to be slow',
    load: async () => {
      await loadWasm();
      return '@tensorflow/tfjs-backend-wasm';
    },
  },
];

async function loadOnnx(threads: number | undefined): Promise<boolean> {
  try {
    const { configure } = await import('@siamese/onnx');
    if (threads !== undefined) configure({ threads });
    // Its binary is loaded when the backend is made, and not every machine has one.
    return await tf.setBackend('onnx');
  } catch {
    return false;
  }
}

/** What `--backend` asked for, or why it cannot be had. */
async function loadNamed(name: BackendName, threads: number | undefined): Promise<string> {
  if (name === 'cpu') return '@tensorflow/tfjs (plain JavaScript, for formulas: expect it to be very slow)';
  if (name === 'wasm') {
    await loadWasm();
    return '@tensorflow/tfjs-backend-wasm (expect it to be slow)';
  }
  if (name === 'onnx') {
    if (await loadOnnx(threads)) return '@siamese/onnx';
    throw new UsageError('--backend onnx: ONNX Runtime has no binary for this machine; leave the flag out');
  }
  const gpu = loadTensorflow('@tensorflow/tfjs-node-gpu');
  if (gpu !== undefined)
    return `@tensorflow/tfjs-node-gpu (${gpu.gpu ? 'on the GPU' : 'no GPU is visible: on the CPU'})`;
  if (loadTensorflow('@tensorflow/tfjs-node') !== undefined) return '@tensorflow/tfjs-node';
  throw new UsageError(
    '--backend tensorflow: neither @tensorflow/tfjs-node-gpu nor @tensorflow/tfjs-node has its binary here; type npm run gpu to fetch it',
  );
}

/** Threads are read once, when a native library starts: before anything is loaded. */
function setThreads(threads: number): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  process.env['OMP_NUM_THREADS'] = String(threads);
}

/**
 * Takes the backend that was asked for, or the first that is there: tfjs-node-gpu with a visible GPU, ONNX Runtime,
 * tfjs-node, WebAssembly.
 *
 * @throws {UsageError} The backend that was asked for is not there.
 */
export async function chooseBackend(o: { backend?: BackendName; threads?: number } = {}): Promise<Backend> {
  // TensorFlow.js prints advice about itself otherwise, between our lines, and checks shapes of nested arrays again.
  tf.env().set('PROD', true);
  if (o.threads !== undefined) setThreads(o.threads);
  if (o.backend !== undefined) {
    const what = await loadNamed(o.backend, o.threads);
    return take(o.backend, `${o.backend} through ${what}, as asked`, o.threads);
  }
  for (const { name, wanted, load } of attempts) {
    const what = await load(o.threads);
    if (what !== undefined) return take(name, `${name} through ${what}, because ${wanted}`, o.threads);
  }
  throw new Error('no backend could be loaded');
}

async function take(name: BackendName, line: string, threads: number | undefined): Promise<Backend> {
  if (!(await tf.setBackend(name))) throw new UsageError(`--backend ${name}: it could not be started on this machine`);
  await tf.ready();
  return { name, line: threads === undefined ? line : `${line}, ${threads} threads` };
}
