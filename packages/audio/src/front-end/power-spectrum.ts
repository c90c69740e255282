/**
 * Fills `out` (`size / 2 + 1` numbers) with `|sum_n taper[n] x[from + n] exp(-2 pi i k n / size)|^2`, the power of each
 * frequency of the `size` real samples from `from` on.
 */
export type PowerSpectrum = (samples: Float32Array, from: number, out: Float64Array) => void;

/**
 * Power spectra of frames of any size, fastest where it has no factor but 2, 3 and 5. The frame is taken as half as many
 * complex numbers, which are transformed by Stockham's order of the mixed-radix algorithm, so that nothing is reordered.
 *
 * Own, because the usual frames of speech (400 and 800 samples) are no powers of two, and fft.js takes nothing else. What is
 * read twice is kept in a constant: engines read typed arrays anew each time.
 *
 * Reference: Cooley and Tukey 1965; Temperton, "Self-sorting mixed-radix fast Fourier transforms", 1983.
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
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  return (samples, from, out) => {
    for (let i = 0, n = 0; i < half; i++, n += 2) {
      re[i] = taper[n]! * samples[from + n]!;
      im[i] = taper[n + 1]! * samples[from + n + 1]!;
    }
    const { re: zr, im: zi } = transform(re, im);
    out[0] = (zr[0]! + zi[0]!) ** 2;
    out[half] = (zr[0]! - zi[0]!) ** 2;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      // The even samples' spectrum, and the odd samples' turned by k: their sum is at k, their difference at half - k.
      const kr = zr[k]!;
      const ki = zi[k]!;
      const mr = zr[m]!;
      const mi = zi[m]!;
      const c = cos[k]!;
      const s = sin[k]!;
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

type Planes = { readonly re: Float64Array; readonly im: Float64Array };

/** A stage: `before` groups, each of `radix` parts of `after` numbers. */
type Stage = {
  readonly radix: number;
  readonly before: number;
  readonly after: number;
  /** The turns of part m at place i: at `i * (radix - 1) + m - 1`. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** The turns inside of a part, for radices without a routine of their own. */
  readonly ownCos: Float64Array;
  readonly ownSin: Float64Array;
};

/** The discrete Fourier transform of complex numbers; it may use what it is given, and gives that or its own. */
function complexTransform(size: number): (re: Float64Array, im: Float64Array) => Planes {
  const stages = stagesOf(size);
  const other = { re: new Float64Array(size), im: new Float64Array(size) };
  return (re, im) => {
    let from: Planes = { re, im };
    let to: Planes = other;
    for (const stage of stages) {
      if (stage.radix === 4) four(stage, from.re, from.im, to.re, to.im);
      else if (stage.radix === 5) five(stage, from.re, from.im, to.re, to.im);
      else if (stage.radix === 2) two(stage, from.re, from.im, to.re, to.im);
      else any(stage, from.re, from.im, to.re, to.im);
      [from, to] = [to, from];
    }
    return from;
  };
}

function stagesOf(size: number): readonly Stage[] {
  const stages: Stage[] = [];
  let before = 1;
  for (const radix of radicesOf(size)) {
    const after = size / before / radix;
    const angle = (-2 * Math.PI * before) / size;
    const turns = Array.from({ length: after * (radix - 1) }, (_, at) => {
      const [i, m] = [Math.floor(at / (radix - 1)), (at % (radix - 1)) + 1];
      return angle * i * m;
    });
    const own = Array.from({ length: radix }, (_, m) => (-2 * Math.PI * m) / radix);
    stages.push({
      radix,
      before,
      after,
      cos: Float64Array.from(turns, Math.cos),
      sin: Float64Array.from(turns, Math.sin),
      ownCos: Float64Array.from(own, Math.cos),
      ownSin: Float64Array.from(own, Math.sin),
    });
    before *= radix;
  }
  return stages;
}

function radicesOf(size: number): number[] {
  const radices: number[] = [];
  let rest = size;
  for (const radix of [4, 2, 5, 3]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  for (let radix = 7; rest > 1; radix += 2) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return radices;
}

type Pass = (stage: Stage, re: Float64Array, im: Float64Array, toRe: Float64Array, toIm: Float64Array) => void;

/** Stores a number turned by an angle. */
function turn(toRe: Float64Array, toIm: Float64Array, at: number, r: number, i: number, c: number, s: number): void {
  toRe[at] = r * c - i * s;
  toIm[at] = r * s + i * c;
}

const two: Pass = ({ before, after, cos, sin }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0; i < after; i++) {
      const a = k * 2 * after + i;
      const b = a + after;
      const out = k * after + i;
      const ar = re[a]!;
      const ai = im[a]!;
      const br = re[b]!;
      const bi = im[b]!;
      toRe[out] = ar + br;
      toIm[out] = ai + bi;
      turn(toRe, toIm, out + apart, ar - br, ai - bi, cos[i]!, sin[i]!);
    }
  }
};

const four: Pass = ({ before, after, cos, sin }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0, t = 0; i < after; i++, t += 3) {
      const a = k * 4 * after + i;
      const b = a + after;
      const c = b + after;
      const d = c + after;
      const out = k * after + i;
      const ar = re[a]!;
      const ai = im[a]!;
      const br = re[b]!;
      const bi = im[b]!;
      const cr = re[c]!;
      const ci = im[c]!;
      const dr = re[d]!;
      const di = im[d]!;
      const sr = ar + cr;
      const si = ai + ci;
      const ur = ar - cr;
      const ui = ai - ci;
      const vr = br + dr;
      const vi = bi + di;
      const wr = bi - di;
      const wi = dr - br;
      toRe[out] = sr + vr;
      toIm[out] = si + vi;
      turn(toRe, toIm, out + apart, ur + wr, ui + wi, cos[t]!, sin[t]!);
      turn(toRe, toIm, out + 2 * apart, sr - vr, si - vi, cos[t + 1]!, sin[t + 1]!);
      turn(toRe, toIm, out + 3 * apart, ur - wr, ui - wi, cos[t + 2]!, sin[t + 2]!);
    }
  }
};

const c1 = Math.cos((2 * Math.PI) / 5);
const c2 = Math.cos((4 * Math.PI) / 5);
const s1 = Math.sin((2 * Math.PI) / 5);
const s2 = Math.sin((4 * Math.PI) / 5);

const five: Pass = ({ before, after, cos, sin }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0, t = 0; i < after; i++, t += 4) {
      const a = k * 5 * after + i;
      const out = k * after + i;
      const ar = re[a]!;
      const ai = im[a]!;
      const fr = re[a + after]!;
      const fi = im[a + after]!;
      const gr = re[a + 2 * after]!;
      const gi = im[a + 2 * after]!;
      const hr = re[a + 3 * after]!;
      const hi = im[a + 3 * after]!;
      const kr = re[a + 4 * after]!;
      const ki = im[a + 4 * after]!;
      const br = fr + kr;
      const bi = fi + ki;
      const er = fr - kr;
      const ei = fi - ki;
      const cr = gr + hr;
      const ci = gi + hi;
      const dr = gr - hr;
      const di = gi - hi;
      toRe[out] = ar + br + cr;
      toIm[out] = ai + bi + ci;
      const pr = ar + c1 * br + c2 * cr;
      const pi = ai + c1 * bi + c2 * ci;
      const qr = ar + c2 * br + c1 * cr;
      const qi = ai + c2 * bi + c1 * ci;
      const ur = s1 * ei + s2 * di;
      const ui = -(s1 * er + s2 * dr);
      const vr = s2 * ei - s1 * di;
      const vi = s1 * dr - s2 * er;
      turn(toRe, toIm, out + apart, pr + ur, pi + ui, cos[t]!, sin[t]!);
      turn(toRe, toIm, out + 2 * apart, qr + vr, qi + vi, cos[t + 1]!, sin[t + 1]!);
      turn(toRe, toIm, out + 3 * apart, qr - vr, qi - vi, cos[t + 2]!, sin[t + 2]!);
      turn(toRe, toIm, out + 4 * apart, pr - ur, pi - ui, cos[t + 3]!, sin[t + 3]!);
    }
  }
};

const any: Pass = ({ radix, before, after, cos, sin, ownCos, ownSin }, re, im, toRe, toIm) => {
  for (let k = 0; k < before; k++) {
    for (let i = 0; i < after; i++) {
      for (let m = 0; m < radix; m++) {
        let sr = 0;
        let si = 0;
        for (let j = 0; j < radix; j++) {
          const at = (k * radix + j) * after + i;
          const turn = (j * m) % radix;
          sr += re[at]! * ownCos[turn]! - im[at]! * ownSin[turn]!;
          si += re[at]! * ownSin[turn]! + im[at]! * ownCos[turn]!;
        }
        const out = (m * before + k) * after + i;
        const t = i * (radix - 1) + m - 1;
        toRe[out] = m === 0 ? sr : sr * cos[t]! - si * sin[t]!;
        toIm[out] = m === 0 ? si : sr * sin[t]! + si * cos[t]!;
      }
    }
  }
};
