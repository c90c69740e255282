import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import type { Json } from '../json.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { BatchLoss } from './loss.ts';

/**
 * A loss that also compares the items of a batch with the last `size` items of batches before it, whose embeddings it
 * remembers: many more negatives for little more than a product of matrices.
 *
 * Embeddings `[n, d]` and labels to values `[n]`: those of the batch's items within `loss([batch; memory])`. The memory is a
 * constant to the gradient. Until `size` items have gone by the loss is that of the batch alone. Each call remembers its
 * batch, so it belongs to one training; a checkpoint has the memory (`memory`, `state`).
 *
 * Reference: Wang et al. 2020, "Cross-Batch Memory for Embedding Learning".
 *
 * @param o.size how many items are remembered, at least those of a batch: a few thousand, as embeddings drift slowly
 * @param o.dimensions the length of an embedding
 * @throws RangeError if size or dimensions is no positive integer, or a batch is larger than size
 */
export function crossBatchMemory(loss: BatchLoss, o: { size: number; dimensions: number }): BatchLoss {
  const { size, dimensions } = o;
  checkPositiveInteger(size, 'crossBatchMemory: size');
  checkPositiveInteger(dimensions, 'crossBatchMemory: dimensions');
  const memory = tf.tidy(() => tf.variable(tf.zeros([size, dimensions]) as tf.Tensor2D, false));
  let remembered: readonly string[] = [];
  /** The labels that a batch is compared with, its own first. */
  const around = (labels: readonly string[]) => (remembered.length === size ? [...labels, ...remembered] : labels);

  const remember = (embeddings: tf.Tensor2D, labels: readonly string[]): void => {
    const n = labels.length;
    memory.assign(tf.concat([tf.slice(memory, [n, 0], [size - n, -1]), embeddings]));
    remembered = [...remembered, ...labels].slice(-size);
  };
  const withMemory = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const n = labels.length;
      checkLossLength(embeddings, n, 'crossBatchMemory', 'labels');
      if (n > size) throw new RangeError(`crossBatchMemory: size must be at least a batch of ${n} items, got ${size}`);
      const all = around(labels);
      const values =
        all === labels ? loss(embeddings, labels) : tf.slice(loss(tf.concat([embeddings, memory]), all), [0], [n]);
      remember(embeddings, labels);
      return values;
    });
  return Object.assign(withMemory, {
    kind: 'batch' as const,
    counts: (labels: readonly string[]) =>
      (loss.counts?.(around(labels)) ?? labels.map(() => true)).slice(0, labels.length),
    ...(loss.variables === undefined ? {} : { variables: loss.variables }),
    memory: [memory, ...(loss.memory ?? [])],
    state: {
      save: (): Json => ({ labels: remembered, inner: loss.state?.save() ?? null }),
      restore(saved: Json): void {
        const { labels, inner } = saved as { labels: readonly string[]; inner: Json };
        remembered = labels;
        loss.state?.restore(inner);
      },
    },
  });
}
