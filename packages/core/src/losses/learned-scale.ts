import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';
import { learnedNumber } from './learned-number.ts';

/**
 * `exp(x)`, no more than `largest`, with the gradient of `exp` beyond as well: a scale that has gone too far finds back.
 */
const bounded = (largest: number) =>
  withGradient(
    (x: tf.Tensor): tf.Tensor => tf.minimum(tf.exp(x), largest),
    (dy, y) => tf.mul(dy, y),
  );

/** A scale above 0 that is learned by its logarithm: the variable, and the scale of the moment. */
export type LearnedScale = { readonly variable: tf.Variable; value(): tf.Tensor };

/** Starts at `start` and never exceeds `largest`. */
export function learnedScale(start: number, largest: number): LearnedScale {
  const variable = learnedNumber(Math.log(start));
  const scale = bounded(largest);
  return { variable, value: () => scale(variable) };
}
