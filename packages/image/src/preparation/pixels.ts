import type { PixelBatch } from '../augment/index.ts';
import type { Picture } from '../picture.ts';

/** Pictures of one size as floats, 0 black to 1 white; the other way round if `invert`. */
export function pixels(
  pictures: readonly Picture[],
  { height, width, channels, invert }: { height: number; width: number; channels: number; invert: boolean },
): PixelBatch {
  const size = height * width * channels;
  const values = new Float32Array(pictures.length * size);
  const scale = invert ? -1 / 255 : 1 / 255;
  const offset = invert ? 1 : 0;
  const valueOf = Float32Array.from({ length: 256 }, (_, byte) => byte * scale + offset);
  pictures.forEach(({ data }, n) => {
    const start = n * size;
    for (let i = 0; i < size; i++) values[start + i] = valueOf[data[i]!]!;
  });
  return { values, count: pictures.length, height, width, channels };
}

/** Brings each picture to mean 0 and deviation 1, in place; an even picture becomes 0. */
export function standardise({ values, count, height, width, channels }: PixelBatch): void {
  const size = height * width * channels;
  for (let n = 0; n < count; n++) {
    const start = n * size;
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += values[i]!;
    const mean = sum / size;
    let squares = 0;
    for (let i = start; i < start + size; i++) squares += (values[i]! - mean) ** 2;
    const scale = 1 / Math.max(Math.sqrt(squares / size), 1 / Math.sqrt(size));
    for (let i = start; i < start + size; i++) values[i] = (values[i]! - mean) * scale;
  }
}
