import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { cut } from '../cut.ts';

/*
 * The loops of `tf.LayersModel`. `fit` awaits its callbacks after each batch but reads nothing before the epoch is over: a callback,
 * registered the way TensorFlow.js offers for that, computes the batch. `evaluate` and `predict` are synchronous: each batch is cut
 * from the next (cut.ts), so that all share one session. On other backends nothing happens.
 */

type Batches = tf.Tensor | tf.Tensor[];
type Test = (batch: tf.Tensor[]) => tf.Scalar[];

/** What TensorFlow.js keeps private. */
type Model = {
  predictLoop(this: Model, inputs: Batches, batchSize?: number, verbose?: boolean): Batches;
  testLoop(this: Model, test: Test, ...rest: unknown[]): tf.Scalar[];
};

class ComputeBatch extends tf.Callback {
  override async onBatchEnd(): Promise<void> {
    const backend = tf.backend();
    if (backend instanceof OnnxBackend) await backend.flush();
  }
}

let installed = false;

/** Makes each batch of `fit`, `fitDataset`, `evaluate` and `predict` a graph of its own. */
export function installLoops(): void {
  if (installed) return;
  installed = true;
  tf.registerCallbackConstructor(0, ComputeBatch);
  const prototype = tf.LayersModel.prototype as unknown as Model;
  const { predictLoop, testLoop } = prototype;
  prototype.testLoop = function (test, ...rest) {
    const cutting: Test = (batch) => {
      const outcome = test(batch);
      cut();
      return outcome;
    };
    return testLoop.call(this, tf.backend() instanceof OnnxBackend ? cutting : test, ...rest);
  };
  prototype.predictLoop = function (inputs, batchSize = 32, verbose = false) {
    const list = Array.isArray(inputs) ? inputs : [inputs];
    const rows = list[0]?.shape[0] ?? 0;
    if (!(tf.backend() instanceof OnnxBackend) || rows <= batchSize) {
      return predictLoop.call(this, inputs, batchSize, verbose);
    }
    return tf.tidy(() => {
      const outputs: tf.Tensor[][] = [];
      for (let from = 0; from < rows; from += batchSize) {
        const at = Int32Array.from({ length: Math.min(batchSize, rows - from) }, (_, i) => from + i);
        const batch = tf.tidy(() => {
          const positions = tf.tensor1d(at, 'int32');
          const parts = list.map((input) => tf.gather(input, positions));
          return predictLoop.call(this, parts, batchSize, verbose);
        });
        [batch].flat().forEach((output, i) => (outputs[i] ??= []).push(output));
        cut();
      }
      const whole = outputs.map((batches) => tf.concat(batches, 0));
      return whole.length === 1 ? whole[0]! : whole;
    });
  };
}
