import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../../check.ts';
import type { Hook } from '../hook.ts';
import { assignValues, keeperOf } from '../weights.ts';

/** A hook that averages weights, and what is to be measured with the average. */
export type Averaging = Hook & {
  /** Runs something with the averages in place of the weights, and puts the weights back. */
  during<Result>(body: () => Result | Promise<Result>): Promise<Result>;
};

/**
 * Keeps an exponential moving average of what is trained, and at the end puts it in place of the weights:
 * `average += (1 - d) (weight - average)` after each step, `d = min(decay, step / (9 + step))`, so that the start is soon
 * forgotten.
 *
 * Reference: Polyak and Juditsky 1992, "Acceleration of Stochastic Approximation by Averaging"; the rise of d as in
 * TensorFlow's `ExponentialMovingAverage`.
 *
 * @param o.decay 0.999 unless given
 * @throws RangeError if decay is not between 0 and 1
 */
export function averageWeights(o: { decay?: number } = {}): Averaging {
  const { decay = 0.999 } = o;
  checkInRange(decay, 0, 1, 'averageWeights: decay');
  let weights: readonly tf.Variable[] = [];
  let averages: readonly tf.Variable[] = [];
  const put = (from: readonly tf.Tensor[]): void => weights.forEach((weight, i) => weight.assign(from[i]!));
  return {
    name: 'average',
    onStart({ trained }) {
      weights = trained;
      averages = tf.tidy(() => trained.map((weight) => tf.variable(tf.clone(weight), false)));
    },
    onStep({ step }) {
      const taken = 1 - Math.min(decay, step / (9 + step));
      tf.tidy(() => {
        for (const [i, average] of averages.entries()) {
          average.assign(tf.add(average, tf.mul(tf.sub(weights[i]!, average), taken)));
        }
      });
    },
    onEnd({ stopped }) {
      if (stopped !== 'nan') put(averages);
    },
    dispose() {
      tf.dispose([...averages]);
      weights = averages = [];
    },
    async save() {
      return { json: {}, weights: await keeperOf(averages).copy() };
    },
    restore({ weights: saved }) {
      for (const [i, average] of averages.entries()) assignValues(average, saved![i]!);
    },
    async during(body) {
      const own = weights.map((weight) => tf.clone(weight));
      put(averages);
      try {
        return await body();
      } finally {
        put(own);
        tf.dispose(own);
      }
    },
  };
}
