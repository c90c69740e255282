import type * as tf from '@tensorflow/tfjs';
import type { Accumulators, InPlace } from './in-place.ts';
import { multiplyScalar } from './step-scalar.ts';

/** What TensorFlow.js keeps private. */
type Adam = {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: Accumulators;
  accumulatedSecondMoment: Accumulators;
};

/** Adam (Kingma and Ba 2015). Both corrections of the bias are in its rate and in epsilon. */
export const adam: InPlace<Adam> = {
  update: () => 'adam',
  accumulators: ({ accumulatedFirstMoment, accumulatedSecondMoment }) => [
    { list: accumulatedFirstMoment, name: 'm' },
    { list: accumulatedSecondMoment, name: 'v' },
  ],
  scalars: ({ accBeta1, accBeta2 }) => [accBeta1, accBeta2],
  numbers: ({ learningRate, beta1, beta2, epsilon }, [power1, power2]) => {
    // m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)
    const root = Math.sqrt(1 - power2!);
    return [(learningRate * root) / (1 - power1!), beta1, 1 - beta1, beta2, 1 - beta2, epsilon * root];
  },
  ofZero: (_, numbers) => (Math.fround(numbers[5]!) > 0 ? 'decays' : 'moves'),
  after: ({ accBeta1, accBeta2, beta1, beta2 }) => {
    multiplyScalar(accBeta1, beta1);
    multiplyScalar(accBeta2, beta2);
  },
};
