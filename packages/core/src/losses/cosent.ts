import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { checkScores } from './check-scores.ts';
import type { ScoreLoss } from './loss.ts';
import { rankedScores } from './ranked-scores.ts';

/**
 * CoSENT: `log(1 + sum_(score_i > score_j) exp((cos_j - cos_i) / t))`, over all two pairs of the batch with unlike scores.
 *
 * Embeddings `[n, d]` each and scores of any scale (their order alone matters) to values `[n]`, all of them this one number
 * of the whole batch: reduce with `mean`. Where all scores are equal it is 0.
 *
 * Reference: Su 2022, "CoSENT (I): a more effective sentence embedding scheme than Sentence-BERT", kexue.fm/archives/8847.
 *
 * @param o.temperature t, 0.05 unless given
 * @throws RangeError if temperature is not a positive number
 */
export function cosent(o: { temperature?: number } = {}): ScoreLoss {
  const { temperature = 0.05 } = o;
  checkPositive(temperature, 'cosent: temperature');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkScores(a, b, scores, 'cosent');
      return rankedScores(tf.div(cosine.rows(a, b), temperature), scores);
    });
  return Object.assign(loss, { kind: 'score' as const });
}
