import type * as tf from '@tensorflow/tfjs';
import type { Loaded } from './course.ts';

/** The items of a batch whose prepared values are not all finite numbers, by name; read only when a loss is not. */
export async function nonFiniteRows(loaded: Loaded): Promise<string[]> {
  const names: string[] = [];
  for (const [part, { x, mask }] of loaded.prepared.entries()) {
    for (const tensor of mask === undefined ? [x] : [x, mask]) {
      const rows = await badRows(tensor);
      names.push(...rows.map((row) => loaded.name(part, row)));
    }
  }
  return [...new Set(names)];
}

async function badRows(tensor: tf.Tensor): Promise<number[]> {
  const values = await tensor.data();
  const rows = tensor.shape[0]!;
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !values.slice(row * width, (row + 1) * width).every(Number.isFinite),
  );
}
