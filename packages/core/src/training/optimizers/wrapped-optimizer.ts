import * as tf from '@tensorflow/tfjs';
import { learningRateOf, setLearningRate } from '../learning-rate.ts';

/** A weight's name and its gradient, missing where the loss does not depend on it. */
export type Gradient = { readonly name: string; readonly tensor: tf.Tensor | null | undefined };

/** What an optimiser does with gradients; it disposes none of them. */
type Apply = (gradients: readonly Gradient[]) => void;

/** The optimiser around another: what it does with gradients, on the way to the one inside. */
export class WrappedOptimizer extends tf.Optimizer {
  static readonly className = 'Wrapped';
  readonly inner: tf.Optimizer;
  private readonly apply: Apply;

  constructor(inner: tf.Optimizer, apply: Apply) {
    super();
    this.inner = inner;
    this.apply = apply;
  }

  get learningRate(): number {
    return learningRateOf(this.inner);
  }

  setLearningRate(rate: number): void {
    setLearningRate(this.inner, rate);
  }

  override applyGradients(gradients: Parameters<tf.Optimizer['applyGradients']>[0]): void {
    this.apply(
      Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor })),
    );
  }

  override dispose(): void {
    this.inner.dispose();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return this.inner.getConfig();
  }
}

/** Hands gradients to an optimiser by position, so that its slots stay with their weights. */
export function applyTo(optimizer: tf.Optimizer, gradients: readonly Gradient[]): void {
  optimizer.applyGradients(gradients as { name: string; tensor: tf.Tensor }[]);
}

/** The weight of a gradient. */
export function weightOf({ name }: Gradient): tf.Variable {
  return tf.engine().registeredVariables[name]!;
}
