import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkOneOf } from '../check.ts';
import { withoutGradient } from '../distances/index.ts';
import { everyTriplet } from './every-triplet.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

const kinds = ['all', 'hard', 'semiHard', 'easy'] as const;

/** Which of the triplets: within the margin; of these, the negative nearer than the positive, or not; or beyond it. */
export type TripletKind = (typeof kinds)[number];

/**
 * Every triplet whose negative is farther than its positive by no more than `margin`: n x n x n, of which those count.
 *
 * `kind` takes a part of them: 'hard' where the negative is no farther than the positive, 'semiHard' where it is; 'easy' are
 * those beyond the margin. The margin is in the unit of the loss's distance.
 *
 * Reference: `TripletMarginMiner` of PyTorch Metric Learning; semi-hard is Schroff et al. 2015, "FaceNet".
 *
 * @param o.margin 0.2 unless given
 * @param o.kind 'all' unless given
 * @throws RangeError if margin is not finite or kind is unknown
 */
export function marginTriplets(o: { margin?: number; kind?: TripletKind } = {}): Miner {
  const { margin = 0.2, kind = 'all' } = o;
  checkFinite(margin, 'marginTriplets: margin');
  checkOneOf(kind, kinds, 'marginTriplets: kind');
  const kept = withoutGradient((far: tf.Tensor2D): tf.Tensor => {
    const [n, m] = far.shape;
    const gap = tf.sub(tf.reshape(far, [n, 1, m]), tf.reshape(far, [n, m, 1]));
    if (kind === 'easy') return tf.cast(tf.greater(gap, margin), 'float32');
    const within = tf.cast(tf.lessEqual(gap, margin), 'float32');
    if (kind === 'all') return within;
    const side = kind === 'hard' ? tf.lessEqual(gap, 0) : tf.greater(gap, 0);
    return tf.mul(within, tf.cast(side, 'float32'));
  });
  return tripletMiner('marginTriplets', (batch) => everyTriplet(batch, kept(batch.far)));
}
