import * as tf from '@tensorflow/tfjs';
import { checkOneOf, checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';
import { logSumExpRows } from './log-sum-exp-rows.ts';

/**
 * Proxy-NCA: `-log(exp(-s d(x, p_y)) / sum_(c != y) exp(-s d(x, p_c)))`, d the squared distance of the rows at length 1.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, which fall below 0 for an item nearer to its own proxy than to all others
 * together. With `over: 'all'` the sum has the own proxy too, as in Proxy-NCA++ and in pytorch-metric-learning; values are then 0
 * or more. A zero embedding is equally far from all and has the gradient 0. The variable is p, `[classes, d]`: dispose of it when
 * the loss is no longer needed.
 *
 * Reference: Movshovitz-Attias et al. 2017, "No Fuss Distance Metric Learning using Proxies"; over all: Teh et al. 2020,
 * "ProxyNCA++", where s is 9.
 *
 * @param o.scale s, 1 unless given
 * @param o.over which proxies the sum is over, the others' unless given
 * @throws RangeError if scale is not above 0, or, when called, a label is not among the classes
 */
export function proxyNca(o: ClassOptions & { scale?: number; over?: 'others' | 'all' }): BatchLoss {
  const { scale = 1, over = 'others' } = o;
  checkPositive(scale, 'proxyNca: scale');
  checkOneOf(over, ['others', 'all'], 'proxyNca: over');
  const { variable, membership } = classVectors(o, 'proxyNca');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      // -d = 2 cos - 2, of which the constant cancels.
      const logits = tf.mul(cosine.matrix(embeddings, variable), 2 * scale) as tf.Tensor2D;
      if (over === 'all') return crossEntropyRows(logits, own);
      const others = logSumExpRows(tf.add(logits, tf.mul(own, -1e9)) as tf.Tensor2D);
      return tf.sub(others, tf.sum(tf.mul(logits, own), 1)) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
