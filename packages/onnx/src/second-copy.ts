import * as tf from '@tensorflow/tfjs';

/**
 * Says so where another copy of TensorFlow.js was loaded before this package's: kernels and gradients are shared by all copies of a
 * process, but what this package does to optimisers, layers and `fit` reaches its own copy only.
 */
export function warnOfSecondCopy(): void {
  if (tf.env() instanceof tf.Environment) return;
  console.warn(
    'onnx backend: two copies of TensorFlow.js are in this process, and the other one was first. Both compute, but its optimisers and ' +
      'recurrent layers are slow here, and its `model.fit` may record more than is allowed. `npm ls @tensorflow/tfjs-core` shows who ' +
      'brings them; let npm install one: "overrides": { "@tensorflow/tfjs": "4.22.0" } in your package.json.',
  );
}
