import type * as tf from '@tensorflow/tfjs';

/** The optimisers of TensorFlow.js have a learning rate, but the type that they share does not say so. */
type WithRate = { learningRate: number; setLearningRate?(rate: number): void };

/** The learning rate an optimiser has now. */
export function learningRateOf(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as WithRate).learningRate;
}

/** Gives an optimiser another learning rate; SGD keeps a tensor of it and has a method to change both. */
export function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  const rated = optimizer as unknown as WithRate;
  if (typeof rated.setLearningRate === 'function') rated.setLearningRate(rate);
  else rated.learningRate = rate;
}
