import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** What registers a backend; `cpu` is there already. */
export type BackendLoaders = { readonly onnx?: () => Promise<unknown> };

const tfjsNode = process.env['SIAMESE_TFJS_NODE'];
const installed = tfjsNode !== undefined && existsSync(join(tfjsNode, 'package.json'));

/**
 * Runs a suite on every backend that is there: `cpu`, `onnx` where its loader is given, and `tensorflow` where
 * `$SIAMESE_TFJS_NODE` points to the folder of an installed @tensorflow/tfjs-node (elsewhere it is counted as skipped).
 */
export function onEachBackend(loaders: BackendLoaders, suite: (backend: string) => void): void {
  const load: Record<string, () => Promise<unknown>> = { cpu: async () => undefined };
  if (loaders.onnx !== undefined) load['onnx'] = loaders.onnx;
  if (installed) load['tensorflow'] = async () => createRequire(join(resolve(tfjsNode), 'package.json'))(tfjsNode);
  for (const [backend, ready] of Object.entries(load)) {
    describe(`on ${backend}`, () => {
      beforeAll(async () => {
        await ready();
        if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} could not be set`);
      });
      // In its test mode TensorFlow.js takes what tfjs-node's reshape copies for a leak of fusedMatMul. That no test leaves
      // tensors behind is checked all the same.
      if (backend === 'tensorflow') beforeEach(() => tf.env().set('IS_TEST', false));
      suite(backend);
    });
  }
  if (!installed) test.skip('on tensorflow: set SIAMESE_TFJS_NODE to the folder of an installed tfjs-node', () => {});
}
