import * as tf from '@tensorflow/tfjs';

/*
 * TensorFlow.js's own gradients of sum and mean multiply by an array of ones that is made, and here also uploaded, anew at every
 * step. `broadcastTo` does without. Gradients are global in TensorFlow.js: these are built of kernels that every backend has.
 */

let installed = false;

/** Replaces the gradients of `Sum` and `Mean`, for all backends, by ones that give equal values. */
export function installReductionGradients(): void {
  if (installed) return;
  installed = true;
  for (const kernelName of ['Sum', 'Mean']) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dy, [x], attributes) => ({
        x: () => spread(dy as tf.Tensor, x!, attributes['axis'] as number | number[], kernelName === 'Mean'),
      }),
    });
  }
}

function spread(dy: tf.Tensor, x: tf.Tensor, axis: number | number[], mean: boolean): tf.Tensor {
  if (x.size === 0) return tf.zeros(x.shape);
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((length, i) => (axes.includes(i) ? 1 : length));
  const count = axes.reduce((size, i) => size * x.shape[i]!, 1);
  return tf.broadcastTo(tf.reshape(mean ? tf.div(dy, count) : dy, kept), x.shape);
}
