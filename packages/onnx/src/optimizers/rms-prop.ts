import type { Accumulators, InPlace } from './in-place.ts';

/** What TensorFlow.js keeps private. */
type RmsProp = {
  learningRate: number;
  decay: number;
  momentum: number;
  epsilon: number;
  centered: boolean;
  accumulatedMeanSquares: Accumulators;
  accumulatedMoments: Accumulators;
  accumulatedMeanGrads: Accumulators;
};

/** RMSProp (Hinton 2012), centred or not. */
export const rmsProp: InPlace<RmsProp> = {
  update: ({ centered }) => (centered ? 'centered' : 'rmsprop'),
  accumulators: ({ centered, accumulatedMeanSquares, accumulatedMoments, accumulatedMeanGrads }) => [
    { list: accumulatedMeanSquares, name: 'rms' },
    { list: accumulatedMoments, name: 'momentum' },
    ...(centered ? [{ list: accumulatedMeanGrads, name: 'mg' }] : []),
  ],
  scalars: () => [],
  numbers: ({ learningRate, decay, momentum, epsilon }) => [learningRate, decay, 1 - decay, momentum, epsilon],
  // Centred, TensorFlow.js takes the root of 0 - epsilon where the gradient was always 0.
  ofZero: ({ centered }, numbers) => (!centered && Math.fround(numbers[4]!) > 0 ? 'decays' : 'moves'),
};
