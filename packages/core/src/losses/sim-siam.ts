import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger, checkSeed } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import { checkViews } from './check-views.ts';
import { constant } from './constant.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';
import { standardizedColumns } from './standardized-columns.ts';

/**
 * SimSiam: `-1/2 cos(h(a), b) - 1/2 cos(h(b), a)`, where h is a predictor of its own and the other side counts as a constant.
 *
 * Two views `[n, d]` of the same things to values `[n]`, from -1 to 1; nothing is a negative, and labels are not used. The predictor
 * is dense, batch normalisation (of the batch at hand: it is needed in training only), ReLU, dense. Its five variables are
 * trained with the encoder and thrown away with the loss: dispose of them then. A zero row has cosine 0 and the gradient 0.
 *
 * Reference: Chen, He 2021, "Exploring Simple Siamese Representation Learning".
 *
 * @param o.dimensions d, the length of an embedding
 * @param o.hidden how many units the predictor has in between, a quarter of dimensions unless given
 * @param o.seed from what the predictor's weights are drawn
 * @throws RangeError if a number is out of range, or, when called, there is one row; TypeError if rows have another length
 */
export function simSiam(o: { dimensions: number; hidden?: number; seed: number }): MatchLoss {
  const { dimensions, seed } = o;
  checkPositiveInteger(dimensions, 'simSiam: dimensions');
  const { hidden = Math.max(1, Math.floor(dimensions / 4)) } = o;
  checkPositiveInteger(hidden, 'simSiam: hidden');
  checkSeed(seed, 'simSiam: seed');
  const random = createRandom(seed, 'predictor');
  const weights = (rows: number, columns: number) =>
    tf.variable<tf.Rank.R2>(
      tf.tensor2d(
        Float32Array.from({ length: rows * columns }, () => random.normal() / Math.sqrt(rows)),
        [rows, columns],
      ),
    );
  const [first, gain, shift, second, bias] = tf.tidy(() => [
    weights(dimensions, hidden),
    tf.variable(tf.ones([1, hidden])),
    tf.variable(tf.zeros([1, hidden])),
    weights(hidden, dimensions),
    tf.variable(tf.zeros([1, dimensions])),
  ]) as [tf.Variable<tf.Rank.R2>, tf.Variable, tf.Variable, tf.Variable<tf.Rank.R2>, tf.Variable];
  const predicted = (z: tf.Tensor2D): tf.Tensor2D => {
    const between = tf.add(tf.mul(standardizedColumns(tf.matMul(z, first)), gain), shift);
    return tf.add(tf.matMul<tf.Tensor2D>(tf.relu(between), second), bias);
  };
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkViews(a, b, options, 'simSiam');
      if (a.shape[1] !== dimensions) {
        throw new TypeError(`simSiam: arguments a and b must have rows of ${dimensions}, got ${a.shape[1]}`);
      }
      const alike = tf.add(cosine.rows(predicted(a), constant(b)), cosine.rows(predicted(b), constant(a)));
      return tf.mul(alike, -0.5) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const, variables: [first, gain, shift, second, bias] });
}
