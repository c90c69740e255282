import * as tf from '@tensorflow/tfjs';
import './kernels/index.ts';
import { availableParallelism } from 'node:os';
import { OnnxBackend } from './backend.ts';
import { installReductionGradients } from './gradients/reductions.ts';
import { loadRuntime } from './load-runtime.ts';
import { installAdam } from './optimizers/adam.ts';
import { registerKernels } from './register.ts';

/** What ONNX Runtime should run on. */
export type Configuration = {
  /** One of ONNX Runtime's execution providers (`'cpu'`, `'webgpu'`, `'cuda'`, `'coreml'`, `'dml'`); it throws where one is absent. */
  readonly executionProvider?: string;
  /** Threads of one operator; by default as many as there are cores. */
  readonly threads?: number;
};

let configuration: Configuration = {};

/**
 * Chooses execution provider and threads. Call it before the backend is used for the first time.
 *
 * @throws Error if the backend was made already.
 */
export function configure(wanted: Configuration): void {
  if (tf.findBackend('onnx')) {
    throw new Error('configure: the onnx backend is in use already; call configure before the first tensor is made');
  }
  configuration = { ...configuration, ...wanted };
}

installAdam();
installReductionGradients();
registerKernels('onnx');
tf.registerBackend(
  'onnx',
  () =>
    new OnnxBackend(loadRuntime(), {
      executionProviders: [configuration.executionProvider ?? 'cpu'],
      intraOpNumThreads: configuration.threads ?? availableParallelism(),
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      logSeverityLevel: 3,
    }),
  10,
);
