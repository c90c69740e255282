import * as tf from '@tensorflow/tfjs';
import { registerGradient } from './register-gradient.ts';

/*
 * The gradient of a look-up of rows, `tf.gather` along the first axis: what came for each row, added up. It is a kernel that optimisers
 * recognise, so that the gradient of a large table is never written out (optimizers/row-gradient.ts). Other axes keep TensorFlow.js's.
 */

let installed = false;

/** Gives TensorFlow.js's `gather` a gradient of one kernel, for tensors on this backend. */
export function installGatherGradient(): void {
  if (installed) return;
  installed = true;
  const { gradFunc } = tf.getGradient('GatherV2');
  registerGradient('GatherV2', (slope, saved, attributes) => {
    const dy = slope as tf.Tensor;
    const [x, indices] = saved as [tf.Tensor, tf.Tensor];
    const axis = tf.util.parseAxisParam(attributes['axis'] as number, x.shape)[0];
    if (axis !== 0 || attributes['batchDims'] || dy.size === 0) {
      return gradFunc(dy, saved, attributes);
    }
    return {
      x: () => {
        const inputs = { rows: indices, slopes: dy };
        return tf.engine().runKernel('RowsGrad', inputs, { shape: x.shape }) as tf.Tensor;
      },
      indices: () => indices,
    };
  });
  tf.registerGradient({
    kernelName: 'RowsGrad',
    inputsToSave: ['rows'],
    gradFunc: (dy, [rows]) => ({
      rows: () => tf.zeros(rows!.shape),
      slopes: () => tf.gather(dy as tf.Tensor, rows as tf.Tensor1D),
    }),
  });
}
