import * as tf from '@tensorflow/tfjs';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * Softmax cross-entropy of a linear classifier on the embedding: `-log(exp(x.w_y + b_y) / sum_c exp(x.w_c + b_c))`.
 *
 * Lengths count: classes become rays from the origin, and what is certain lies far out. Embeddings `[n, d]` (not normalised)
 * and labels to values `[n]`. A zero embedding gives the loss of the biases alone. The variables are w, `[classes, d]`, and b,
 * `[classes]`, zero at first: dispose of them when the loss is no longer needed.
 *
 * Reference: Bridle 1990, "Training stochastic model recognition algorithms as networks can lead to maximum mutual
 * information estimation of parameters".
 *
 * @throws RangeError, when called, if a label is not among the classes
 */
export function linearSoftmax(o: ClassOptions): BatchLoss {
  const { variable, membership } = classVectors(o, 'linearSoftmax');
  const biases = tf.tidy(() => tf.variable(tf.zeros([o.classes.length])));
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      return crossEntropyRows(tf.add(tf.matMul(embeddings, variable, false, true), biases), own);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable, biases] });
}
