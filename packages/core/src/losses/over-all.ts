import * as tf from '@tensorflow/tfjs';
import type { BatchLoss } from './loss.ts';

/** The values of a batch loss, so scaled that their mean over all items is its mean over those that count. */
export function overAll(loss: BatchLoss, embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D {
  const values = loss(embeddings, labels);
  const counts = loss.counts?.(labels);
  if (counts === undefined) return values;
  const share = labels.length / Math.max(1, counts.filter(Boolean).length);
  return tf.mul(values, tf.tensor1d(Float32Array.from(counts, (one) => (one ? share : 0))));
}
