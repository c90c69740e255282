import * as tf from '@tensorflow/tfjs';
import { type Distance, dot } from '../distances/index.ts';
import { asSimilarity } from './as-similarity.ts';
import { checkScores } from './check-scores.ts';
import type { ScoreLoss } from './loss.ts';

/**
 * Learning another model's scores as they are: `(s(a, b) - score)^2`, s the similarity, or minus the distance.
 *
 * Embeddings `[n, d]` each and scores to values `[n]`. A score that is met costs 0 with gradient 0. With the cosine, scores beyond
 * -1 and 1 can't be met: `cosineRegression` refuses them.
 *
 * Reference: Hinton, Vinyals, Dean 2015, "Distilling the Knowledge in a Neural Network", section 2.1 (matching logits).
 *
 * @param o.distance the dot product unless given
 */
export function scoreMse(o: { distance?: Distance } = {}): ScoreLoss {
  const { distance = dot } = o;
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkScores(a, b, scores, 'scoreMse');
      return tf.squaredDifference(asSimilarity(distance.rows(a, b), distance), tf.tensor1d([...scores], 'float32'));
    });
  return Object.assign(loss, { kind: 'score' as const });
}
