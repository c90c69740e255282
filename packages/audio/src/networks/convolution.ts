import * as tf from '@tensorflow/tfjs';
import { everyNthStep, fillSteps } from '@siamese/core';
import { each, type Steps } from './steps.ts';

/** A convolution over time: filters, frames that its kernel covers, its stride. */
export type Convolution = readonly [filters: number, kernel: number, stride?: number];

/**
 * A convolution with zeros around its input (`same`), aligned with an item's first step whatever the batch is padded to. Padding
 * must be 0 before it; behind an item's end it gives what it finds, and the mask says so.
 */
export function convolution(
  steps: Steps,
  [filters, kernelSize, strides = 1]: Convolution,
  { name, relu = false }: { name: string; relu?: boolean },
): Steps {
  const { x, mask } = strides === 1 ? steps : fill(steps, strides, name);
  const layer = tf.layers.conv1d({
    name,
    filters,
    kernelSize,
    strides,
    padding: 'same',
    kernelInitializer: 'zeros',
    ...(relu ? { activation: 'relu' as const } : {}),
  });
  return shortened({ x: layer.apply(x) as tf.SymbolicTensor, mask }, strides, name);
}

/** The largest of every `size` steps; padding must be 0 and nothing below it. */
export function maxPool(steps: Steps, size: number, name: string): Steps {
  const pool = tf.layers.maxPooling1d({ name, poolSize: size, strides: size });
  return shortened(each(pool, fill(steps, size, name)), size, name);
}

const fill = (steps: Steps, multipleOf: number, name: string): Steps =>
  each(fillSteps({ name: `${name}_fill`, multipleOf }), steps);

function shortened({ x, mask }: Steps, stride: number, name: string): Steps {
  if (stride === 1) return { x, mask };
  return { x, mask: everyNthStep({ name: `${name}_mask`, stride }).apply(mask) as tf.SymbolicTensor };
}
