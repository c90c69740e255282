import * as tf from '@tensorflow/tfjs';
import { checkOneOf, checkPositive } from '../check.ts';
import { joinedParts } from './joined-parts.ts';
import type { BatchLoss } from './loss.ts';
import { overAll } from './over-all.ts';
import type { Regularizer } from './regularizer.ts';

/**
 * A batch loss and what a regulariser asks besides: `loss + weight * mean regularizer(rows)`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, whose mean is the formula. The rows are the embeddings, each item with its own
 * term, or the loss's first matrix of variables (class vectors, proxies), with the one mean for all.
 *
 * @param o.weight 1 unless given
 * @param o.of which rows, the embeddings unless given
 * @throws RangeError if weight is not above 0, or variables are meant and the loss has no matrix of them
 */
export function regularized(
  loss: BatchLoss,
  regularizer: Regularizer,
  o: { weight?: number; of?: 'embeddings' | 'variables' } = {},
): BatchLoss {
  const { weight = 1, of = 'embeddings' } = o;
  checkPositive(weight, 'regularized: weight');
  checkOneOf(of, ['embeddings', 'variables'], 'regularized: of');
  const own = loss.variables?.find((variable) => variable.shape.length === 2) as tf.Tensor2D | undefined;
  if (of === 'variables' && own === undefined) {
    throw new RangeError(`regularized: of must be 'embeddings': the loss has no class vectors, got 'variables'`);
  }
  const values = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const more = of === 'embeddings' ? regularizer(embeddings) : tf.mean(regularizer(own!));
      return tf.add(overAll(loss, embeddings, labels), tf.mul(more, weight)) as tf.Tensor1D;
    });
  return Object.assign(values, joinedParts([loss]), { kind: 'batch' as const });
}
