import * as tf from '@tensorflow/tfjs';
import type { Accumulators, InPlace } from './in-place.ts';

/** What TensorFlow.js keeps private. */
type Adagrad = { learningRate: number; initialAccumulatorValue: number; accumulatedGrads: Accumulators };
type Adadelta = {
  learningRate: number;
  rho: number;
  epsilon: number;
  accumulatedGrads: Accumulators;
  accumulatedUpdates: Accumulators;
};

/** Adagrad (Duchi et al. 2011). */
export const adagrad: InPlace<Adagrad> = {
  update: () => 'adagrad',
  accumulators: ({ accumulatedGrads, initialAccumulatorValue }) => [
    { list: accumulatedGrads, name: 'accumulator', initial: initialAccumulatorValue },
  ],
  scalars: () => [],
  numbers: ({ learningRate }) => [-learningRate, tf.backend().epsilon()],
  ofZero: () => 'keeps',
};

/** Adadelta (Zeiler 2012). */
export const adadelta: InPlace<Adadelta> = {
  update: () => 'adadelta',
  accumulators: ({ accumulatedGrads, accumulatedUpdates }) => [
    { list: accumulatedGrads, name: 'accum_grad' },
    { list: accumulatedUpdates, name: 'accum_var' },
  ],
  scalars: () => [],
  numbers: ({ learningRate, rho, epsilon }) => [-learningRate, rho, 1 - rho, epsilon],
  ofZero: (_, numbers) => (Math.fround(numbers[3]!) > 0 ? 'decays' : 'moves'),
};
