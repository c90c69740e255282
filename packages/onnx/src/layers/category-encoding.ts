import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { recordHost } from '../tracer.ts';
import type { Value } from '../value.ts';

/*
 * `tf.layers.categoryEncoding` reads the largest and the smallest number at once, to check them. On this backend they are checked when
 * the numbers are computed; `call` is the one method that does it, and other backends keep TensorFlow.js's own.
 */

type Layer = { readonly numTokens: number; readonly outputMode: 'multiHot' | 'oneHot' | 'count' | 'tfIdf' };
type Options = { readonly countWeights?: tf.Tensor | tf.Tensor[] };
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: Options) => tf.Tensor | tf.Tensor[];

let installed = false;

/** Makes `tf.layers.categoryEncoding` read nothing on this backend. */
export function installCategoryEncoding(): void {
  if (installed) return;
  installed = true;
  const prototype = Object.getPrototypeOf(tf.layers.categoryEncoding({ numTokens: 1 })) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const backend = tf.backend();
    const counts = this.outputMode === 'count';
    const weights = options.countWeights;
    const mine = backend instanceof OnnxBackend && this.outputMode !== 'tfIdf' && (counts || weights === undefined);
    return mine ? encode(backend, this, first(inputs), weights) : original.call(this, inputs, options);
  };
}

const first = (tensors: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(tensors) ? tensors[0]! : tensors);

function encode(backend: OnnxBackend, layer: Layer, x: tf.Tensor, countWeights: Options['countWeights']): tf.Tensor {
  const { numTokens, outputMode } = layer;
  return tf.tidy(() => {
    const numbers = checked(backend, tf.cast(x, 'int32'), numTokens);
    const column = outputMode === 'oneHot' && numbers.shape.at(-1) !== 1;
    const rows = numbers.rank === 0 || column ? tf.expandDims(numbers, -1) : numbers;
    if (rows.rank > 2) {
      throw new Error(
        `categoryEncoding: with outputMode ${outputMode} the output can have two axes, not ${rows.rank} (input shape ${x.shape.join()}).`,
      );
    }
    const weights = countWeights ? (first(countWeights) as tf.Tensor2D) : [];
    return tf.denseBincount(rows as tf.Tensor2D, weights, numTokens, outputMode !== 'count');
  });
}

/** The same numbers; reading what depends on them fails where one is out of range. */
function checked(backend: OnnxBackend, x: tf.Tensor, numTokens: number): tf.Tensor {
  const host = ([from]: readonly Value[], [to]: readonly Value[]): void => {
    const numbers = from!.array as Int32Array;
    const wrong = numbers.find((number) => number < 0 || number >= numTokens);
    if (wrong !== undefined) {
      throw new RangeError(
        `categoryEncoding: numbers must be from 0 to ${numTokens - 1} (numTokens - 1), got ${wrong}`,
      );
    }
    to!.array = numbers.slice();
  };
  const [info] = recordHost(backend, 'CategoryEncoding', [x], [[x.shape, 'int32']], host);
  return tf.engine().makeTensorFromTensorInfo(info!);
}
