import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import { checkScores } from './check-scores.ts';
import type { ScoreLoss } from './loss.ts';

/**
 * Regression of the cosine similarity on a score: `(cos(a, b) - score)^2`.
 *
 * Embeddings `[n, d]` each and scores from -1 to 1 to values `[n]`. With a zero row the similarity is 0 and that row's
 * gradient 0.
 *
 * Reference: Reimers, Gurevych 2019, "Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks", section 3
 * (the loss throws RangeError at a score outside -1 to 1: bring a scale of 0 to 5 to 0 to 1 first).
 */
export function cosineRegression(): ScoreLoss {
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkScores(a, b, scores, 'cosineRegression', [-1, 1]);
      return tf.squaredDifference(cosine.rows(a, b), tf.tensor1d([...scores], 'float32'));
    });
  return Object.assign(loss, { kind: 'score' as const });
}
