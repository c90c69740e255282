import { complexTransform } from './complex-transform.ts';
import { realTurns } from './transform-stages.ts';

/**
 * Fills `out` (`size / 2 + 1` numbers) with `|sum_n taper[n] x[from + n] exp(-2 pi i k n / size)|^2`, the power of each
 * frequency of the `size` real samples from `from` on.
 */
export type PowerSpectrum = (samples: Float32Array, from: number, out: Float64Array) => void;

/**
 * Power spectra of frames of any size, fastest where it has no factor but 2, 3 and 5. The frame is taken as half as many
 * complex numbers, which are transformed.
 *
 * Own, because the usual frames of speech (400 and 800 samples) are no powers of two, and fft.js takes nothing else. What is
 * read twice is kept in a constant: engines read typed arrays anew each time. `melPairs` does the same sums two at a time.
 *
 * @param taper what the samples are multiplied with; as many as the size
 */
export function powerSpectrum(taper: Float64Array): PowerSpectrum {
  return taper.length % 2 === 0 ? evenSpectrum(taper) : oddSpectrum(taper);
}

function evenSpectrum(taper: Float64Array): PowerSpectrum {
  const size = taper.length;
  const half = size / 2;
  const transform = complexTransform(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const turns = realTurns(size);
  return (samples, from, out) => {
    for (let i = 0, n = 0; i < half; i++, n += 2) {
      re[i] = taper[n]! * samples[from + n]!;
      im[i] = taper[n + 1]! * samples[from + n + 1]!;
    }
    const { re: zr, im: zi } = transform(re, im);
    const sum = zr[0]! + zi[0]!;
    const difference = zr[0]! - zi[0]!;
    out[0] = sum * sum;
    out[half] = difference * difference;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      // The even samples' spectrum, and the odd samples' turned by k: their sum is at k, their difference at half - k.
      const kr = zr[k]!;
      const ki = zi[k]!;
      const mr = zr[m]!;
      const mi = zi[m]!;
      const c = turns[2 * k]!;
      const s = turns[2 * k + 1]!;
      const er = kr + mr;
      const ei = ki - mi;
      const or = ki + mi;
      const oi = mr - kr;
      const tr = or * c - oi * s;
      const ti = or * s + oi * c;
      const pr = er + tr;
      const pi = ei + ti;
      const qr = er - tr;
      const qi = ei - ti;
      out[k] = (pr * pr + pi * pi) / 4;
      out[m] = (qr * qr + qi * qi) / 4;
    }
  };
}

function oddSpectrum(taper: Float64Array): PowerSpectrum {
  const size = taper.length;
  const transform = complexTransform(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  return (samples, from, out) => {
    for (let n = 0; n < size; n++) re[n] = taper[n]! * samples[from + n]!;
    im.fill(0);
    const { re: zr, im: zi } = transform(re, im);
    for (let k = 0; k <= size >> 1; k++) out[k] = zr[k]! ** 2 + zi[k]! ** 2;
  };
}
