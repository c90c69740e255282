import * as tf from '@tensorflow/tfjs';
import { checkWithoutNegatives } from './check-views.ts';
import { constant } from './constant.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';

/**
 * Learning another model's embeddings: `mean_k (a_ik - b_ik)^2`, b the other model's, a constant to the gradient.
 *
 * Matched rows `[n, d]` (an item, or a translation of it, and the embedding to learn) to values `[n]`; nothing is a negative, and
 * labels are not used. Equal rows cost 0 with gradient 0. For `fit` make a comparator of the encoder and the other one: b may be an
 * encoder whose layers do not learn, or one that hands on vectors that were computed before.
 *
 * Reference: Reimers, Gurevych 2020, "Making Monolingual Sentence Embeddings Multilingual using Knowledge Distillation".
 */
export function embeddingMse(): MatchLoss {
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkWithoutNegatives(a, b, options, 'embeddingMse');
      return tf.mean(tf.squaredDifference(a, constant(b)), 1);
    });
  return Object.assign(loss, { kind: 'match' as const });
}
