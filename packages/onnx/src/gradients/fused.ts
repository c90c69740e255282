import * as tf from '@tensorflow/tfjs';
import { gradientDepth } from './gradient-depth.ts';
import { registerGradient } from './register-gradient.ts';

/*
 * Gradients that TensorFlow.js composes of several kernels and that are one here: those of softmax, log-softmax and the error function.
 * `Tile` is another matter: TensorFlow.js adds up the repetitions one slice after the other, thousands where a mean is repeated for each
 * token. Second derivatives keep the compositions.
 */

type Gradient = (
  dy: tf.Tensor,
  saved: tf.Tensor[],
  attributes: tf.NamedAttrMap,
) => { [input: string]: () => tf.Tensor };

let installed = false;

/** Gives TensorFlow.js gradients of few kernels, for tensors on this backend. */
export function installFusedGradients(): void {
  if (installed) return;
  installed = true;
  const run = (name: string, inputs: { [name: string]: tf.Tensor }, attributes: object) =>
    tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as tf.Tensor;
  replace('Softmax', (dy, [y], { dim }) => ({ logits: () => run('SoftmaxGrad', { dy, y: y! }, { dim }) }));
  replace('LogSoftmax', (dy, [y], { axis }) => ({ logits: () => run('LogSoftmaxGrad', { dy, y: y! }, { axis }) }));
  replace('Erf', (dy, [x]) => ({ x: () => run('ErfGrad', { dy, x: x! }, {}) }));
  registerGradient('Tile', (dy, [x], attributes) => ({ x: () => sumOfTiles(dy as tf.Tensor, x!, attributes) }));
}

/** Replaces a gradient where nobody takes its gradient. */
function replace(kernelName: string, gradient: Gradient): void {
  const { gradFunc } = tf.getGradient(kernelName);
  registerGradient(kernelName, (dy, saved, attributes) =>
    gradientDepth() > 0 ? gradFunc(dy, saved, attributes) : gradient(dy as tf.Tensor, saved, attributes),
  );
}

function sumOfTiles(dy: tf.Tensor, x: tf.Tensor, attributes: tf.NamedAttrMap): tf.Tensor {
  const times = attributes['reps'] as number[];
  const lengths = [...Array<number>(times.length - x.rank).fill(1), ...x.shape];
  const parts: number[] = [];
  const repeated: number[] = [];
  lengths.forEach((length, axis) => {
    if (times[axis] !== 1) repeated.push(parts.push(times[axis]!) - 1);
    if (length !== 1 || times[axis] === 1) parts.push(length);
  });
  if (repeated.length === 0) return tf.reshape(dy, x.shape);
  return tf.reshape(tf.sum(tf.reshape(dy, parts), repeated), x.shape);
}
