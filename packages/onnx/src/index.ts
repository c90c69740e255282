import * as tf from '@tensorflow/tfjs';
import './kernels/index.ts';
import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-common';
import { OnnxBackend } from './backend.ts';
import { installComplexGradients } from './gradients/complex.ts';
import { installFusedGradients } from './gradients/fused.ts';
import { installGatherGradient } from './gradients/gather.ts';
import { installMissingGradients } from './gradients/missing.ts';
import { installReductionGradients } from './gradients/reductions.ts';
import { installBatchNormalization } from './layers/batch-normalization.ts';
import { installCategoryEncoding } from './layers/category-encoding.ts';
import { installConvolution } from './layers/convolution.ts';
import { installDense } from './layers/dense.ts';
import { installDropout } from './layers/dropout.ts';
import { installGelu } from './layers/gelu.ts';
import { installLayerNormalization } from './layers/layer-normalization.ts';
import { installLoops } from './layers/loops.ts';
import { installOrthogonal } from './layers/orthogonal.ts';
import { installRecurrent } from './layers/recurrent.ts';
import { loadRuntime } from './load-runtime.ts';
import { installCutSteps } from './optimizers/cut-steps.ts';
import { installOptimizers } from './optimizers/install-optimizers.ts';
import { registerKernels } from './register.ts';
import type { Stats } from './stats.ts';
import { warnOfSecondCopy } from './second-copy.ts';

export { compile } from './compile.ts';
export type { Compiled } from './compile.ts';
export { formatProfile } from './format-profile.ts';
export type { OperatorTime } from './operator-times.ts';
export { profile } from './profile.ts';
export type { Profile, SessionProfile } from './profile.ts';

/** What ONNX Runtime should run on. */
export type Configuration = {
  /**
   * ONNX Runtime's own option, tried in order: `['cpu']` (the default), `['webgpu', 'cpu']`, `['cuda']`, `['coreml']`, `['dml']`. The
   * first computation throws ONNX Runtime's own error where one is absent.
   */
  readonly executionProviders?: InferenceSession.SessionOptions['executionProviders'];
  /** Threads of one operator, 1 or more; by default as many as there are cores. Results are equal bit for bit only for equal threads. */
  readonly threads?: number;
};

let configuration: Configuration = {};
let made: OnnxBackend | undefined;

/**
 * Chooses execution providers and threads. Call it before the backend is used for the first time.
 *
 * @throws RangeError if `threads` is not a positive integer.
 * @throws Error if the backend is in use already.
 */
export function configure(wanted: Configuration): void {
  const { threads } = wanted;
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new RangeError(`configure: threads must be a positive integer, got ${threads}`);
  }
  if (made) throw new Error('configure: the onnx backend is in use already; call it before the first tensor is made');
  configuration = { ...configuration, ...wanted };
}

/** What the backend runs on and what it has done so far. */
export type BackendInfo = {
  readonly executionProviders: NonNullable<Configuration['executionProviders']>;
  readonly threads: number;
  /** Counts, and milliseconds spent; undefined as long as the backend was not used. */
  readonly stats: Readonly<Stats> | undefined;
};

/** What the backend runs on, or will when it is first used, and what it has done so far. */
export function backendInfo(): BackendInfo {
  return {
    executionProviders: configuration.executionProviders ?? ['cpu'],
    threads: configuration.threads ?? availableParallelism(),
    stats: made && { ...made.stats },
  };
}

warnOfSecondCopy();
installOptimizers();
installBatchNormalization();
installCategoryEncoding();
installConvolution();
installCutSteps();
installDense();
installDropout();
installGelu();
installLayerNormalization();
installLoops();
installOrthogonal();
installRecurrent();
installComplexGradients();
installFusedGradients();
installGatherGradient();
installMissingGradients();
installReductionGradients();
registerKernels('onnx');
tf.registerBackend(
  'onnx',
  () => {
    const { executionProviders, threads } = backendInfo();
    made = new OnnxBackend(loadRuntime(), {
      executionProviders,
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      logSeverityLevel: 3,
      // Between two runs its threads would spin on, and take JavaScript's garbage collector and compiler their core.
      extra: { session: { force_spinning_stop: '1' } },
    });
    return made;
  },
  10,
);
