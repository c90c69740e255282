import type { Tensor } from '@tensorflow/tfjs';

/** Throws unless a tensor has one row for each of n labels (or pairs). */
export function checkLossLength(values: Tensor, n: number, where: string, what: string): void {
  if (values.shape[0] === n) return;
  throw new TypeError(
    `${where}: argument ${what} must have one entry for each row of the tensor [${values.shape.join(', ')}], got ${n}`,
  );
}
