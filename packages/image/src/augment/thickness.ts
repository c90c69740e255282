import { checkInRange } from '@siamese/core/check';
import type { Augment, PixelBatch } from './batch.ts';
import { within } from './batch.ts';

/**
 * Makes light strokes thicker or thinner: towards the brightest, or the darkest, of each pixel and its eight neighbours.
 *
 * `out = in + t (max3x3(in) - in)` for an amount `t > 0`, `out = in - t (min3x3(in) - in)` for `t < 0`
 *
 * @param o.amount the largest `|t|`, drawn uniformly for every picture; 0 to 1, 0.5 unless given
 * @throws RangeError if the amount is not between 0 and 1
 */
export function thickness({ amount = 0.5 }: { readonly amount?: number } = {}): Augment {
  checkInRange(amount, 0, 1, 'thickness: amount');
  return (batch, random) => {
    const size = batch.height * batch.width * batch.channels;
    const rows = new Float32Array(size);
    for (let n = 0; n < batch.count; n++) {
      const t = within(amount, random);
      spread(batch, n * size, rows, t);
    }
  };
}

function spread({ values, height, width, channels }: PixelBatch, start: number, rows: Float32Array, t: number): void {
  const line = width * channels;
  const sign = t < 0 ? -1 : 1;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < line; i++) {
      const at = y * line + i;
      let most = sign * values[start + at]!;
      if (i >= channels) most = Math.max(most, sign * values[start + at - channels]!);
      if (i < line - channels) most = Math.max(most, sign * values[start + at + channels]!);
      rows[at] = most;
    }
  }
  const share = Math.abs(t);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < line; i++) {
      const at = y * line + i;
      let most = rows[at]!;
      if (y > 0) most = Math.max(most, rows[at - line]!);
      if (y < height - 1) most = Math.max(most, rows[at + line]!);
      values[start + at]! += share * (sign * most - values[start + at]!);
    }
  }
}
