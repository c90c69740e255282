import * as tf from '@tensorflow/tfjs';
import type { Backward, Measured } from './step.ts';

/** The sum of the gradients of two batches, which it disposes. */
export function addGradients(a: Backward['gradients'], b: Backward['gradients']): Backward['gradients'] {
  return a.map((gradient, i) => {
    const other = b[i];
    if (gradient === undefined || other === undefined) return gradient ?? other;
    const sum = tf.add(gradient, other);
    tf.dispose([gradient, other]);
    return sum;
  });
}

/** Gradients times a factor; disposes those that it is given. */
export function scaleGradients(gradients: Backward['gradients'], factor: number): Backward['gradients'] {
  return gradients.map((gradient) => {
    if (gradient === undefined) return undefined;
    const scaled = tf.mul(gradient, factor);
    gradient.dispose();
    return scaled;
  });
}

/** What a step measured: the mean over its batches, a float32 like each of them. */
export function meanMeasured(batches: readonly Measured[]): Measured {
  const mean = (of: (measured: Measured) => number): number =>
    Math.fround(batches.reduce((sum, measured) => sum + of(measured), 0) / batches.length);
  return { loss: mean(({ loss }) => loss), spread: mean(({ spread }) => spread), active: mean(({ active }) => active) };
}
