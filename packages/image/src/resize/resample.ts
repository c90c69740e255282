/** A part of a picture in pixels; its edges may lie between pixels. */
export type Region = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** For each output position the first input position and its weights (they sum to 1). */
type Taps = { readonly first: Int32Array; readonly count: Int32Array; readonly weights: Float32Array; most: number };

/**
 * Resamples a region of a picture of `channels` bytes a pixel to `width x height`, as floats 0 to 255.
 *
 * The filter is a triangle as wide as an output pixel (but at least an input pixel): bilinear when enlarging, a weighted
 * area mean without aliasing when shrinking, and the identity at equal size. Beyond the edge there is nothing: the
 * weights of what is there are brought to a sum of 1.
 */
export function resample(
  source: { readonly width: number; readonly height: number; readonly data: ArrayLike<number> },
  channels: number,
  region: Region,
  width: number,
  height: number,
): Float32Array {
  const across = taps(source.width, region.left, region.width, width);
  const down = taps(source.height, region.top, region.height, height);
  const top = down.first[0]!;
  const rows = down.first[height - 1]! + down.count[height - 1]! - top;
  const narrow = new Float32Array(rows * width * channels);
  const shrink = channels === 3 ? acrossColour : acrossAny;
  for (let y = 0; y < rows; y++)
    shrink(source, (top + y) * source.width * channels, channels, across, narrow, y * width);
  const line = width * channels;
  const out = new Float32Array(height * line);
  for (let y = 0; y < height; y++) {
    const to = y * line;
    for (let k = 0; k < down.count[y]!; k++) {
      const weight = down.weights[y * down.most + k]!;
      const from = (down.first[y]! - top + k) * line;
      for (let i = 0; i < line; i++) out[to + i]! += weight * narrow[from + i]!;
    }
  }
  return out;
}

type Across = (
  source: { readonly data: ArrayLike<number> },
  row: number,
  channels: number,
  taps: Taps,
  out: Float32Array,
  at: number,
) => void;

/** A row of pixels of three bytes, which are most: sums in registers, and no loop over channels. */
const acrossColour: Across = ({ data }, row, _, { first, count, weights, most }, out, at) => {
  for (let x = 0; x < first.length; x++) {
    let r = 0;
    let g = 0;
    let b = 0;
    let from = row + 3 * first[x]!;
    const end = x * most + count[x]!;
    for (let k = x * most; k < end; k++, from += 3) {
      const weight = weights[k]!;
      r += weight * data[from]!;
      g += weight * data[from + 1]!;
      b += weight * data[from + 2]!;
    }
    const to = 3 * (at + x);
    out[to] = r;
    out[to + 1] = g;
    out[to + 2] = b;
  }
};

const acrossAny: Across = ({ data }, row, channels, { first, count, weights, most }, out, at) => {
  for (let x = 0; x < first.length; x++) {
    const end = x * most + count[x]!;
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      let from = row + channels * first[x]! + c;
      for (let k = x * most; k < end; k++, from += channels) sum += weights[k]! * data[from]!;
      out[channels * (at + x) + c] = sum;
    }
  }
};

function taps(length: number, start: number, extent: number, outputs: number): Taps {
  const step = extent / outputs;
  const reach = Math.max(1, step);
  const most = 2 * Math.ceil(reach) + 2;
  const first = new Int32Array(outputs);
  const count = new Int32Array(outputs);
  const weights = new Float32Array(outputs * most);
  for (let o = 0; o < outputs; o++) {
    const centre = start + (o + 0.5) * step;
    const from = Math.min(length - 1, Math.max(0, Math.ceil(centre - reach - 0.5)));
    const to = Math.max(from, Math.min(length - 1, Math.floor(centre + reach - 0.5)));
    let sum = 0;
    for (let i = from; i <= to; i++) {
      const weight = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / reach);
      weights[o * most + i - from] = weight;
      sum += weight;
    }
    for (let k = 0; k <= to - from; k++) weights[o * most + k]! /= sum;
    first[o] = from;
    count[o] = to - from + 1;
  }
  return { first, count, weights, most };
}
