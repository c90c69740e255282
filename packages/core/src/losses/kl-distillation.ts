import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive, checkPositiveInteger } from '../check.ts';
import { type Distance, dot } from '../distances/index.ts';
import { inLists } from './in-lists.ts';
import type { ScoreLoss } from './loss.ts';

/**
 * The Kullback-Leibler divergence from how another model's scores t spread over the candidates of a query:
 * `T^2 sum_j p_j (log p_j - log q_j)`, `p = softmax(t / T)` and `q = softmax(s / T)`, s the similarity of query and candidate.
 *
 * Embeddings `[n, d]` each and the other model's scores to values `[n]`, whose mean is the mean of the formula over the lists: rows
 * come in lists of `candidates`, one query with another candidate each, in any order. The lists stay whole in `inOrder({ size })`
 * with a size that is a multiple and no shuffling. Where both spread alike it is 0 with gradient 0; a single value may lie below.
 *
 * Reference: Lin, Yang, Lin 2020, "Distilling Dense Representations for Ranking using Tightly-Coupled Teachers"; T^2: Hinton,
 * Vinyals, Dean 2015, "Distilling the Knowledge in a Neural Network".
 *
 * @param o.candidates how many rows make a list, 2 or more
 * @param o.temperature T, 1 unless given; larger where scores spread so far that one candidate has all
 * @param o.distance the dot product unless given
 * @throws RangeError if candidates is no integer of 2 or more or temperature not above 0, or, when called, rows make no whole lists
 */
export function klDistillation(o: { candidates: number; temperature?: number; distance?: Distance }): ScoreLoss {
  const { candidates, temperature = 1, distance = dot } = o;
  checkPositiveInteger(candidates, 'klDistillation: candidates');
  checkInRange(candidates, 2, Infinity, 'klDistillation: candidates');
  checkPositive(temperature, 'klDistillation: temperature');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      const { own, taught } = inLists(a, b, scores, { candidates, distance, where: 'klDistillation' });
      const wanted = tf.logSoftmax(tf.div(taught, temperature));
      const parts = tf.mul(tf.exp(wanted), tf.sub(wanted, tf.logSoftmax(tf.div(own, temperature))));
      return tf.reshape(tf.mul(parts, candidates * temperature ** 2), [scores.length]);
    });
  return Object.assign(loss, { kind: 'score' as const });
}
