import type { Tensor2D } from '@tensorflow/tfjs';

const shown = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** Throws unless a and b are matrices of one shape. */
export function checkRows(a: Tensor2D, b: Tensor2D, where: string): void {
  if (a.shape.length === 2 && b.shape.length === 2 && a.shape[0] === b.shape[0] && a.shape[1] === b.shape[1]) return;
  throw new TypeError(
    `${where}: arguments a and b must both have the shape [n, d], got ${shown(a.shape)} and ${shown(b.shape)}`,
  );
}

/** Throws unless a and b are matrices with rows of one length. */
export function checkMatrices(a: Tensor2D, b: Tensor2D, where: string): void {
  if (a.shape.length === 2 && b.shape.length === 2 && a.shape[1] === b.shape[1]) return;
  throw new TypeError(
    `${where}: arguments a and b must have the shapes [n, d] and [m, d], got ${shown(a.shape)} and ${shown(b.shape)}`,
  );
}
