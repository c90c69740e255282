import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * The normalised softmax: `-log(exp(cos(x, w_y) / t) / sum_c exp(cos(x, w_c) / t))`, a classifier whose vectors have length 1.
 *
 * Embeddings `[n, d]` and labels to values `[n]`. A zero embedding gives `log(classes)` and the gradient 0. The variable is w,
 * `[classes, d]`: dispose of it when the loss is no longer needed.
 *
 * Reference: Zhai, Wu 2019, "Classification is a Strong Baseline for Deep Metric Learning".
 *
 * @param o.temperature t, 0.05 unless given
 * @throws RangeError if temperature is not above 0, or, when called, a label is not among the classes
 */
export function normalizedSoftmax(o: ClassOptions & { temperature?: number }): BatchLoss {
  const { temperature = 0.05 } = o;
  checkPositive(temperature, 'normalizedSoftmax: temperature');
  const { variable, membership } = classVectors(o, 'normalizedSoftmax');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      return crossEntropyRows(tf.div(cosine.matrix(embeddings, variable), temperature) as tf.Tensor2D, own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}
