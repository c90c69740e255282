import { resampleInWasm } from './resample-in-wasm.ts';
import { type Taps, taps } from './taps.ts';

/** A part of a picture in pixels; its edges may lie between pixels. */
export type Region = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Rows of pixels of `channels` bytes. */
export type Source = { readonly width: number; readonly height: number; readonly data: Uint8Array | Uint8ClampedArray };

/**
 * Resamples a region of a picture of `channels` bytes a pixel to `width x height`, as floats 0 to 255.
 *
 * The filter is a triangle as wide as an output pixel (but at least an input pixel): bilinear when enlarging, a weighted
 * area mean without aliasing when shrinking, and the identity at equal size. Beyond the edge there is nothing: the
 * weights of what is there are brought to a sum of 1.
 */
export function resample(source: Source, channels: 1 | 3, region: Region, width: number, height: number): Float32Array {
  const across = taps(source.width, region.left, region.width, width);
  const down = taps(source.height, region.top, region.height, height);
  return resampleInWasm(source, channels, across, down) ?? resampleHere(source, channels, across, down);
}

/** Resamples wherever JavaScript runs: every product and every sum is rounded to 32 bits, as WebAssembly does. */
export function resampleHere({ width, data }: Source, channels: 1 | 3, across: Taps, down: Taps): Float32Array {
  const line = width * channels;
  const row = new Float32Array(line);
  const outputs = across.first.length * channels;
  const out = new Float32Array(down.first.length * outputs);
  for (let y = 0; y < down.first.length; y++) {
    row.fill(0);
    for (let k = 0; k < down.count[y]!; k++) {
      const weight = down.weights[y * down.most + k]!;
      const from = (down.first[y]! + k) * line;
      for (let i = 0; i < line; i++) row[i]! += Math.fround(weight * data[from + i]!);
    }
    for (let i = 0; i < outputs; i++) {
      const x = Math.floor(i / channels);
      const from = across.first[x]! * channels + (i % channels);
      let sum = 0;
      for (let k = 0; k < across.count[x]!; k++) {
        sum = Math.fround(sum + Math.fround(across.weights[x * across.most + k]! * row[from + k * channels]!));
      }
      out[y * outputs + i] = sum;
    }
  }
  return out;
}
