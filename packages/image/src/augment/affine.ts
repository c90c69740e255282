import { checkInRange } from '@siamese/core/check';
import type { Augment } from './batch.ts';
import { within } from './batch.ts';

/** How far `affine` may go, each way; every amount is drawn uniformly for every picture. */
export type AffineOptions = {
  /** Degrees, 0 to 180. Default 10. */
  readonly rotate?: number;
  /** Size: by a factor between `1 / (1 + scale)` and `1 + scale`, width and height together. Default 0.1. */
  readonly scale?: number;
  /** Proportions: width against height by a factor between `1 / (1 + stretch)` and `1 + stretch`. Default 0. */
  readonly stretch?: number;
  /** Slant: the tangent of its angle. Default 0.1. */
  readonly shear?: number;
  /** Share of the picture's side. Default 0.08. */
  readonly translate?: number;
};

/**
 * Turns, scales, slants and moves each picture a little about its centre; sampled bilinearly, and what comes in from
 * outside is the nearest pixel of the edge.
 *
 * `out(p) = in(A^-1 (p - centre - move) + centre)`, `A = rotation * shear * scale`
 *
 * @throws RangeError if an amount is out of range
 */
export function affine(o: AffineOptions = {}): Augment {
  const { rotate = 10, scale = 0.1, stretch = 0, shear = 0.1, translate = 0.08 } = o;
  checkInRange(rotate, 0, 180, 'affine: rotate');
  checkInRange(scale, 0, 10, 'affine: scale');
  checkInRange(stretch, 0, 10, 'affine: stretch');
  checkInRange(shear, 0, 10, 'affine: shear');
  checkInRange(translate, 0, 1, 'affine: translate');
  return ({ values, count, height, width, channels }, random) => {
    const size = height * width * channels;
    const source = new Float32Array(size);
    for (let n = 0; n < count; n++) {
      const angle = (within(rotate, random) * Math.PI) / 180;
      const factor = (1 + scale) ** within(1, random);
      const wider = (1 + stretch) ** within(0.5, random);
      const slant = within(shear, random);
      const dx = within(translate, random) * width;
      const dy = within(translate, random) * height;
      // The inverse map: undo the turn, then the slant, then the size.
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const xx = (cos + slant * sin) / (factor * wider);
      const xy = (sin - slant * cos) / (factor * wider);
      const yx = (-sin * wider) / factor;
      const yy = (cos * wider) / factor;
      const out = values.subarray(n * size, (n + 1) * size);
      source.set(out);
      warp(source, out, height, width, channels, [xx, xy, yx, yy], dx, dy);
    }
  };
}

function warp(
  source: Float32Array,
  out: Float32Array,
  height: number,
  width: number,
  channels: number,
  [xx, xy, yx, yy]: readonly [number, number, number, number],
  dx: number,
  dy: number,
): void {
  const cx = (width - 1) / 2;
  const cy = (height - 1) / 2;
  const right = width - 1;
  const bottom = height - 1;
  const line = width * channels;
  let at = 0;
  for (let y = 0; y < height; y++) {
    let u = xx * (0 - cx - dx) + xy * (y - cy - dy) + cx;
    let v = yx * (0 - cx - dx) + yy * (y - cy - dy) + cy;
    for (let x = 0; x < width; x++, u += xx, v += yx) {
      const px = u < 0 ? 0 : u > right ? right : u;
      const py = v < 0 ? 0 : v > bottom ? bottom : v;
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const a = y0 * line + x0 * channels;
      const b = x0 < right ? a + channels : a;
      const down = y0 < bottom ? line : 0;
      for (let c = 0; c < channels; c++, at++) {
        const upper = source[a + c]! + fx * (source[b + c]! - source[a + c]!);
        const lower = source[a + down + c]! + fx * (source[b + down + c]! - source[a + down + c]!);
        out[at] = upper + fy * (lower - upper);
      }
    }
  }
}
