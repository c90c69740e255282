import type * as tf from '@tensorflow/tfjs';
import type { Accumulators, InPlace } from './in-place.ts';
import { changeScalar, multiplyScalar } from './step-scalar.ts';

/** What TensorFlow.js keeps private. */
type Adamax = {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  iteration: tf.Variable;
  accBeta1: tf.Variable;
  accumulatedFirstMoment: Accumulators;
  accumulatedWeightedInfNorm: Accumulators;
};

/** Adamax (Kingma and Ba 2015). */
export const adamax: InPlace<Adamax> = {
  update: () => 'adamax',
  accumulators: ({ accumulatedFirstMoment, accumulatedWeightedInfNorm }) => [
    { list: accumulatedFirstMoment, name: 'm' },
    { list: accumulatedWeightedInfNorm, name: 'v' },
  ],
  scalars: ({ iteration, accBeta1 }) => [iteration, accBeta1],
  numbers: ({ learningRate, decay, beta1, beta2, epsilon }, [iteration, power]) => [
    -learningRate / (iteration! * decay + 1) / (1 - power!),
    beta1,
    1 - beta1,
    beta2,
    epsilon,
  ],
  ofZero: (_, numbers) => (Math.fround(numbers[4]!) > 0 ? 'decays' : 'moves'),
  after: ({ iteration, accBeta1, beta1 }) => {
    changeScalar(iteration, (value) => value + 1);
    multiplyScalar(accBeta1, beta1);
  },
};
