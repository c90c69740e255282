import * as tf from '@tensorflow/tfjs';

/**
 * An LSTM on a sequence, its weights set afterwards but for the forget gate, which begins open (a bias of 1). The gates are as in the
 * literature, where TensorFlow.js's default is a line.
 */
export function recurrent(
  x: tf.SymbolicTensor,
  { name, units, returnSequences = false }: { name: string; units: number; returnSequences?: boolean },
): tf.SymbolicTensor {
  const layer = tf.layers.lstm({
    name,
    units,
    returnSequences,
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
