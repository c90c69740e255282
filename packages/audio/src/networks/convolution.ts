import * as tf from '@tensorflow/tfjs';
import { everyNthStep, padSteps } from '@siamese/core';
import { each, type Steps } from './steps.ts';

/** A convolution over time: filters, frames that its kernel covers, its stride. */
export type Convolution = readonly [filters: number, kernel: number, stride?: number];

/**
 * A convolution with as many zeros before its input as after it (PyTorch's `padding: kernel / 2`), aligned with an item's first
 * step whatever the batch is padded to. Padding must be 0 before it; behind an item's end it gives what it finds, and the mask
 * says so.
 */
export function convolution(
  steps: Steps,
  [filters, kernelSize, strides = 1]: Convolution,
  { name, relu = false }: { name: string; relu?: boolean },
): Steps {
  // Without a stride `same` puts the zeros there, and costs nothing.
  const before = strides === 1 ? steps : padded(steps, kernelSize, name);
  const layer = tf.layers.conv1d({
    name,
    filters,
    kernelSize,
    strides,
    padding: strides === 1 ? 'same' : 'valid',
    kernelInitializer: 'zeros',
    ...(relu ? { activation: 'relu' as const } : {}),
  });
  return shortened(each(layer, before), strides, name);
}

/** The largest of every `size` steps; padding must be 0 and nothing below it. */
export function maxPool(steps: Steps, size: number, name: string): Steps {
  const filled = each(padSteps({ name: `${name}_pad`, before: 0, after: size - 1 }), steps);
  return shortened(each(tf.layers.maxPooling1d({ name, poolSize: size, strides: size }), filled), size, name);
}

const padded = (steps: Steps, kernel: number, name: string): Steps =>
  each(padSteps({ name: `${name}_pad`, before: (kernel - 1) >> 1, after: kernel >> 1 }), steps);

function shortened({ x, mask }: Steps, stride: number, name: string): Steps {
  if (stride === 1) return { x, mask };
  return { x, mask: everyNthStep({ name: `${name}_mask`, stride }).apply(mask) as tf.SymbolicTensor };
}
