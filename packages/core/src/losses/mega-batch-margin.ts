import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../check.ts';
import { unitRows } from '../distances/index.ts';
import { candidateMask, candidatesOf, matchMask } from './candidates.ts';
import { checkMatches } from './check-matches.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';

/**
 * The margin loss of a large batch: `max(0, positive - cos(a_i, b_i)) + max(0, max_(j != i) cos(a_i, b_j) - negative)`, so each row
 * is pushed from its hardest negative alone.
 *
 * Matched rows `[n, d]` to values `[n]`; every other row of b, and every hard negative `[m, d]`, is a negative of a_i, but where
 * labels are given none of i's label. A row without a negative has the first part alone; of equally hard ones all are pushed; a
 * zero row has cosine 0 to all and the gradient 0.
 *
 * Reference: Wieting, Gimpel 2018, "ParaNMT-50M: Pushing the Limits of Paraphrastic Sentence Embeddings", section 4 (mega-batches).
 *
 * @param o.positive how alike a match is to be, 0.8 unless given
 * @param o.negative how alike anything else may be, 0.3 unless given
 * @throws RangeError if a margin is not between -1 and 1
 */
export function megaBatchMargin(o: { positive?: number; negative?: number } = {}): MatchLoss {
  const { positive = 0.8, negative = 0.3 } = o;
  checkInRange(positive, -1, 1, 'megaBatchMargin: positive');
  checkInRange(negative, -1, 1, 'megaBatchMargin: negative');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkMatches(a, b, options, 'megaBatchMargin');
      const [x, y] = [unitRows(a), unitRows(b)];
      const candidates = candidatesOf(y, options.negatives && unitRows(options.negatives));
      const [n, width] = [x.shape[0], candidates.shape[0]];
      const others = tf.logicalNot(matchMask(n, width));
      const allowed = candidateMask(options, width);
      const rivals = allowed === undefined ? others : tf.logicalAnd(others, allowed);
      // less than any cosine
      const hardest = tf.max(tf.where(rivals, tf.matMul(x, candidates, false, true), -2), 1);
      const pulled = tf.relu(tf.sub(positive, tf.sum(tf.mul(x, y), 1)));
      return tf.add(pulled, tf.relu(tf.sub(hardest, negative))) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const });
}
