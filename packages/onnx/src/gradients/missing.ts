import * as tf from '@tensorflow/tfjs';
import { registerGradient } from './register-gradient.ts';

/*
 * Gradients that TensorFlow.js lacks and its own layers need: without the first `tf.layers.conv3dTranspose` cannot be trained, without
 * the others `tf.layers.thresholdedReLU` can't.
 */

type Attributes = { readonly strides: number[]; readonly pad: string };

let installed = false;

/** Gives TensorFlow.js the gradients of transposed 3-D convolutions and of comparisons, for tensors on this backend. */
export function installMissingGradients(): void {
  if (installed) return;
  installed = true;
  registerGradient(
    'Conv3DBackpropInputV2',
    (slope, [dy, filter], attributes) => {
      const { strides, pad } = attributes as unknown as Attributes;
      const run = (name: string, inputs: { [name: string]: tf.Tensor }, more: object) =>
        tf.engine().runKernel(name, inputs, { strides, pad, ...more } as tf.NamedAttrMap) as tf.Tensor;
      const x = slope as tf.Tensor;
      const forward = { dataFormat: 'NDHWC', dilations: [1, 1, 1] };
      return {
        dy: () => run('Conv3D', { x, filter: filter! }, forward),
        filter: () => run('Conv3DBackpropFilterV2', { x, dy: dy! }, { filterShape: filter!.shape }),
      };
    },
    ['dy', 'filter'],
  );
  for (const name of ['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual']) {
    // Their results are steps.
    const zeros =
      ({ shape }: tf.Tensor) =>
      () =>
        tf.zeros(shape);
    registerGradient(name, (_, [a, b]) => ({ a: zeros(a!), b: zeros(b!) }), ['a', 'b']);
  }
}
