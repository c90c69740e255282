import type { MelFrontEnd } from './front-end.ts';

/** Keeps a constant band from being divided by 0. */
const least = 1e-5;

/** Brings the frames of a clip to mean 0 and deviation 1, in place: each band by itself, all together, or not at all. */
export function normalise(values: Float32Array, width: number, how: MelFrontEnd['normalise']): void {
  if (how === 'none' || values.length === 0) return;
  if (how === 'all') standardise(values, 0, 1);
  else for (let band = 0; band < width; band++) standardise(values, band, width);
}

function standardise(values: Float32Array, start: number, stride: number): void {
  let sum = 0;
  let count = 0;
  for (let i = start; i < values.length; i += stride, count++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = start; i < values.length; i += stride) squares += (values[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / count) + least;
  for (let i = start; i < values.length; i += stride) values[i] = (values[i]! - mean) / deviation;
}
