import { totalmem } from 'node:os';
import type * as tf from '@tensorflow/tfjs';
import { UsageError } from '../errors/index.ts';

/** Sides that data decide (the steps of a sequence) count as one: the least that there can be. */
const sizeOf = (shape: tf.Shape): number => shape.slice(1).reduce<number>((size, side) => size * (side ?? 1), 1);

/**
 * Looks whether a batch has room in the memory of this machine, before any of it is asked for: its items as they enter, and
 * what each layer makes of them, which the gradients need again; 4 bytes a number. It needs more than that.
 *
 * @param by the flags that say how large a batch is
 * @throws {UsageError} It has not; says how much it would take.
 */
export function checkMemory(
  { layers }: Pick<tf.LayersModel, 'layers'>,
  items: number,
  by: string,
  memory = totalmem(),
): void {
  const shapes = layers.flatMap(({ outputShape }) =>
    Array.isArray(outputShape[0]) ? (outputShape as tf.Shape[]) : [outputShape as tf.Shape],
  );
  const each = 4 * shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (items * each <= memory) return;
  throw new UsageError(
    `a batch of ${items} items takes ${gigabytes(items * each)} and more, and this machine has ${gigabytes(memory)}; ` +
      `type a smaller ${by} (${Math.max(2, Math.floor(memory / each / 4))} items or fewer will do)`,
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GB`;
}
