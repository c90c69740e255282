import * as tf from '@tensorflow/tfjs';
import type { Reduction } from '../losses/index.ts';
import { measuresOf } from './measures.ts';

/** What a batch gives: the values of its pairs, triplets or items, whether each counts, and the embeddings behind them. */
export type Forward = { values: tf.Tensor1D; weights?: tf.Tensor1D; embeddings: tf.Tensor2D };

/** What a step measured, before its update. */
export type Measured = { loss: number; spread: number; active: number };

/** Gradients, one for each variable or none, and what was measured: `Measured` in one tensor that is not read yet. */
export type Backward = { gradients: readonly (tf.Tensor | undefined)[]; measures: tf.Tensor };

/** The gradients of a batch; nothing is read. The caller disposes them. */
export function backward(forward: () => Forward, variables: readonly tf.Variable[], reduction: Reduction): Backward {
  const measures: tf.Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const { values, weights, embeddings } = forward();
    const loss = reduction(values, weights);
    measures.push(tf.keep(measuresOf(loss, values, weights, embeddings)));
    return loss;
  }, [...variables]);
  value.dispose();
  return { gradients: variables.map(({ name }) => grads[name]), measures: measures[0]! };
}

/** Updates variables by their gradients, which it disposes. A variable without one keeps its place and its value. */
export function update(
  variables: readonly tf.Variable[],
  gradients: Backward['gradients'],
  optimizer: tf.Optimizer,
): void {
  const named = variables.map(({ name }, i) => ({ name, tensor: gradients[i] }));
  optimizer.applyGradients(named as { name: string; tensor: tf.Tensor }[]);
  for (const gradient of gradients) gradient?.dispose();
}

/** Reads what was measured. On a lazy backend this is what runs the step. */
export async function read(measures: tf.Tensor): Promise<Measured> {
  const [loss, spread, active] = await measures.data();
  measures.dispose();
  return { loss: loss!, spread: spread!, active: active! };
}

/**
 * One step of training: loss, gradients, update, and one read. All three numbers come in one tensor; `spread` and `active`
 * are those of `StepEvent`.
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
  const { gradients, measures } = backward(forward, variables, reduction);
  update(variables, gradients, optimizer);
  return read(measures);
}
