import type { Picture } from '../picture.ts';
import { checkPicture } from '../picture.ts';
import { resample } from './resample.ts';
import { withChannels } from './with-channels.ts';

/**
 * How a picture of other proportions becomes `width x height`: `contain` keeps all of it and fills the rest, `cover`
 * fills the frame and cuts off what sticks out, evenly on both sides, `stretch` bends the proportions.
 */
export type Fit = 'contain' | 'cover' | 'stretch';

/** What a picture is brought to. */
export type Frame = {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1: grey, 3: colour. */
  readonly channels: 1 | 3;
  /** Default `contain`. */
  readonly fit?: Fit;
  /** What fills the rest under `contain`: a grey of 0 to 255, or the mean of the picture's own border (default). */
  readonly background?: number | 'border';
};

/**
 * Brings a picture to a size and to grey or colour.
 *
 * Shrinking is an area mean, enlarging is bilinear, and a picture that fits already is given back itself.
 *
 * @throws TypeError or RangeError if the picture's numbers don't fit together
 */
export function fitPicture(picture: Picture, frame: Frame): Picture {
  checkPicture(picture, 'fitPicture: argument picture');
  const { width, height, channels, fit = 'contain', background = 'border' } = frame;
  if (picture.width === width && picture.height === height) return withChannels(picture, channels);
  // Alpha goes first, so that colours under transparent pixels don't bleed in.
  const flat = picture.channels === 4 ? withChannels(picture, 3) : picture;
  const c = flat.channels as 1 | 3;
  const shrink =
    fit === 'contain'
      ? Math.min(width / flat.width, height / flat.height)
      : Math.max(width / flat.width, height / flat.height);
  const inner = {
    width: fit === 'contain' ? Math.min(width, Math.max(1, Math.round(flat.width * shrink))) : width,
    height: fit === 'contain' ? Math.min(height, Math.max(1, Math.round(flat.height * shrink))) : height,
  };
  const region = {
    width: fit === 'cover' ? width / shrink : flat.width,
    height: fit === 'cover' ? height / shrink : flat.height,
  };
  const placed = { ...region, left: (flat.width - region.width) / 2, top: (flat.height - region.height) / 2 };
  const values = resample(flat, c, placed, inner.width, inner.height);
  const data = new Uint8Array(width * height * c);
  if (inner.width < width || inner.height < height) {
    const fill = background === 'border' ? borderMean(values, inner.width, inner.height, c) : Array(c).fill(background);
    for (let i = 0; i < data.length; i++) data[i] = Math.round(fill[i % c]!);
  }
  const left = Math.floor((width - inner.width) / 2);
  const top = Math.floor((height - inner.height) / 2);
  const line = inner.width * c;
  for (let y = 0; y < inner.height; y++) {
    const to = ((top + y) * width + left) * c;
    const from = y * line;
    // A byte holds the whole part.
    for (let i = 0; i < line; i++) data[to + i] = values[from + i]! + 0.5;
  }
  return withChannels({ ...flat, width, height, data }, channels);
}

function borderMean(values: Float32Array, width: number, height: number, channels: number): number[] {
  const sums = Array<number>(channels).fill(0);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      count++;
      for (let c = 0; c < channels; c++) sums[c]! += values[(y * width + x) * channels + c]!;
    }
  }
  return sums.map((sum) => sum / count);
}
