import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { absolute, unitRows } from '../distances/index.ts';
import { checkScores } from './check-scores.ts';
import type { ScoreLoss } from './loss.ts';
import { rankedScores } from './ranked-scores.ts';

/** `|Re(x / y) + Im(x / y)|` of rows read as complex vectors of length 1: real parts in the first half, imaginary in the second. */
function complexSimilarity(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D {
  const [n, d] = x.shape;
  const half = Math.ceil(d / 2);
  const imaginary = d - half;
  const real = tf.sum(tf.mul(x, y), 1) as tf.Tensor1D;
  if (imaginary === 0) return absolute(real);
  const part = (z: tf.Tensor2D, from: number): tf.Tensor2D => tf.slice(z, [0, from], [n, imaginary]);
  const turned = tf.sub(tf.mul(part(x, half), part(y, 0)), tf.mul(part(x, 0), part(y, half)));
  return absolute(tf.add(real, tf.sum(turned, 1)));
}

/**
 * AnglE: CoSENT's order of the scores, by the angle between complex vectors:
 * `log(1 + sum_(score_i > score_j) exp((w_j - w_i) / t))`, w the sum of real and imaginary part of a / b, without its sign.
 *
 * Embeddings `[n, d]` each (the first half of the coordinates real, the second imaginary; where d is odd the last real one
 * has none) and scores of any scale to values `[n]`, all of them this one number of the whole batch: reduce with `mean`.
 * Where all scores are equal it is 0. The order is that of the authors' code and of sentence-transformers; equation 3 of
 * the paper writes it the other way round, which would push alike pairs apart.
 *
 * Reference: Li, Li 2023, "AnglE-optimized Text Embeddings".
 *
 * @param o.temperature t, 0.05 unless given
 * @throws RangeError if temperature is not a positive number
 */
export function angle(o: { temperature?: number } = {}): ScoreLoss {
  const { temperature = 0.05 } = o;
  checkPositive(temperature, 'angle: temperature');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkScores(a, b, scores, 'angle');
      return rankedScores(tf.div(complexSimilarity(unitRows(a), unitRows(b)), temperature), scores);
    });
  return Object.assign(loss, { kind: 'score' as const });
}
