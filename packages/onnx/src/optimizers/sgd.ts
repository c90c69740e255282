import type * as tf from '@tensorflow/tfjs';
import type { Accumulators, InPlace } from './in-place.ts';

/** What TensorFlow.js keeps private: `c` is minus the learning rate. */
type Sgd = { c: tf.Scalar };
type Momentum = Sgd & { m: tf.Scalar; useNesterov: boolean; accumulations: Accumulators };

/** Plain gradient descent. */
export const sgd: InPlace<Sgd> = {
  update: () => 'sgd',
  accumulators: () => [],
  scalars: ({ c }) => [c],
  numbers: (_, scalars) => scalars,
  ofZero: () => 'keeps',
};

/** Gradient descent with momentum, Nesterov's or not. */
export const momentum: InPlace<Momentum> = {
  update: ({ useNesterov }) => (useNesterov ? 'nesterov' : 'momentum'),
  accumulators: ({ accumulations }) => [{ list: accumulations, name: 'momentum' }],
  scalars: ({ c, m }) => [c, m],
  numbers: (_, scalars) => scalars,
  ofZero: () => 'decays',
};
