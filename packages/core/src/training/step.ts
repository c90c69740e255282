import * as tf from '@tensorflow/tfjs';
import type { Reduction } from '../losses/index.ts';

/** What a batch gives: the values of its pairs, triplets or items, whether each counts, and the embeddings behind them. */
export type Forward = { values: tf.Tensor1D; weights?: tf.Tensor1D; embeddings: tf.Tensor2D };

/** What a step measured, before its update. */
export type Measured = { loss: number; spread: number; active: number };

/**
 * One step of training: loss, gradients, update, and one read.
 *
 * Nothing else in core reads a tensor while training, and on a lazy backend this read is what runs the step. All three
 * numbers come in one tensor; `spread` and `active` are those of `StepEvent`.
 *
 * @param forward gives the values of the batch; called once, inside a tidy
 * @param variables what is trained
 */
export async function step(
  forward: () => Forward,
  variables: readonly tf.Variable[],
  optimizer: tf.Optimizer,
  reduction: Reduction,
): Promise<Measured> {
  const measures: tf.Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const { values, weights, embeddings } = forward();
    const loss = reduction(values, weights);
    measures.push(tf.keep(tf.stack([loss, spreadOf(embeddings), activeShare(values, weights)])));
    return loss;
  }, [...variables]);
  optimizer.applyGradients(grads);
  tf.dispose(grads);
  value.dispose();
  const [loss, spread, active] = await measures[0]!.data();
  measures[0]!.dispose();
  return { loss: loss!, spread: spread!, active: active! };
}

/** `sqrt(mean |e - mean|^2 / mean |e|^2)`: 0 where all rows are one point, 1 where they cancel out. */
function spreadOf(embeddings: tf.Tensor2D): tf.Tensor {
  const variance = tf.sum(tf.mean(tf.square(tf.sub(embeddings, tf.mean(embeddings, 0, true))), 0));
  const power = tf.sum(tf.mean(tf.square(embeddings), 0));
  return tf.sqrt(tf.div(variance, tf.maximum(power, 1e-20)));
}

/** The share of the values that count and are above 0. */
function activeShare(values: tf.Tensor1D, weights: tf.Tensor1D | undefined): tf.Tensor {
  const active = tf.cast(tf.greater(values, 0), 'float32');
  if (weights === undefined) return tf.mean(active);
  return tf.div(tf.sum(tf.mul(active, weights)), tf.maximum(tf.sum(weights), 1));
}
