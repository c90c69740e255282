import * as tf from '@tensorflow/tfjs';

/**
 * An LSTM on a sequence, and what it gives at every step, its weights set afterwards but for the forget gate, which begins open (a bias of 1). The gates are as in the
 * literature, where TensorFlow.js's default is a line.
 */
export function recurrent(x: tf.SymbolicTensor, { name, units }: { name: string; units: number }): tf.SymbolicTensor {
  const layer = tf.layers.lstm({
    name,
    units,
    returnSequences: true,
    recurrentActivation: 'sigmoid',
    unitForgetBias: true,
    kernelInitializer: 'zeros',
    recurrentInitializer: 'zeros',
  });
  let y: tf.SymbolicTensor | undefined;
  // TensorFlow.js leaves the pieces of that bias behind.
  tf.tidy(() => {
    y = layer.apply(x) as tf.SymbolicTensor;
  });
  return y!;
}
