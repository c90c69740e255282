/**
 * Fills `out` (`size / 2 + 1` numbers) with `|sum_n x[n] exp(-2 pi i k n / size)|^2`, the power of each frequency of a
 * frame of real samples; the frame is left as it is.
 */
export type PowerSpectrum = (frame: Float64Array, out: Float64Array) => void;

/**
 * Power spectra of frames of any size, fastest where it has no factor but 2, 3 and 5. The frame is taken as half as many
 * complex numbers, which are transformed by Stockham's order of the mixed-radix algorithm, so that nothing is reordered.
 *
 * Own, because the usual frames of speech (400 and 800 samples) are no powers of two, and fft.js takes nothing else.
 *
 * Reference: Cooley and Tukey 1965; Temperton, "Self-sorting mixed-radix fast Fourier transforms", 1983.
 */
export function powerSpectrum(size: number): PowerSpectrum {
  return size % 2 === 0 ? evenSpectrum(size) : oddSpectrum(size);
}

function evenSpectrum(size: number): PowerSpectrum {
  const half = size / 2;
  const transform = complexTransform(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  return (frame, out) => {
    for (let i = 0, n = 0; i < half; i++, n += 2) {
      re[i] = frame[n]!;
      im[i] = frame[n + 1]!;
    }
    const { re: zr, im: zi } = transform(re, im);
    out[0] = (zr[0]! + zi[0]!) ** 2;
    out[half] = (zr[0]! - zi[0]!) ** 2;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      // The even samples' spectrum, and the odd samples' turned by k: their sum is at k, their difference at half - k.
      const er = zr[k]! + zr[m]!;
      const ei = zi[k]! - zi[m]!;
      const or = zi[k]! + zi[m]!;
      const oi = zr[m]! - zr[k]!;
      const tr = or * cos[k]! - oi * sin[k]!;
      const ti = or * sin[k]! + oi * cos[k]!;
      out[k] = ((er + tr) * (er + tr) + (ei + ti) * (ei + ti)) / 4;
      out[m] = ((er - tr) * (er - tr) + (ei - ti) * (ei - ti)) / 4;
    }
  };
}

function oddSpectrum(size: number): PowerSpectrum {
  const transform = complexTransform(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  return (frame, out) => {
    re.set(frame.subarray(0, size));
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
    const turn = (-2 * Math.PI * before) / size;
    const turns = Array.from({ length: after * (radix - 1) }, (_, at) => {
      const [i, m] = [Math.floor(at / (radix - 1)), (at % (radix - 1)) + 1];
      return turn * i * m;
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

const two: Pass = ({ before, after, cos, sin }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0; i < after; i++) {
      const a = k * 2 * after + i;
      const b = a + after;
      const out = k * after + i;
      const dr = re[a]! - re[b]!;
      const di = im[a]! - im[b]!;
      toRe[out] = re[a]! + re[b]!;
      toIm[out] = im[a]! + im[b]!;
      toRe[out + apart] = dr * cos[i]! - di * sin[i]!;
      toIm[out + apart] = dr * sin[i]! + di * cos[i]!;
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
      const sr = re[a]! + re[c]!;
      const si = im[a]! + im[c]!;
      const ur = re[a]! - re[c]!;
      const ui = im[a]! - im[c]!;
      const vr = re[b]! + re[d]!;
      const vi = im[b]! + im[d]!;
      const wr = im[b]! - im[d]!;
      const wi = re[d]! - re[b]!;
      toRe[out] = sr + vr;
      toIm[out] = si + vi;
      const xr = ur + wr;
      const xi = ui + wi;
      toRe[out + apart] = xr * cos[t]! - xi * sin[t]!;
      toIm[out + apart] = xr * sin[t]! + xi * cos[t]!;
      const yr = sr - vr;
      const yi = si - vi;
      toRe[out + 2 * apart] = yr * cos[t + 1]! - yi * sin[t + 1]!;
      toIm[out + 2 * apart] = yr * sin[t + 1]! + yi * cos[t + 1]!;
      const zr = ur - wr;
      const zi = ui - wi;
      toRe[out + 3 * apart] = zr * cos[t + 2]! - zi * sin[t + 2]!;
      toIm[out + 3 * apart] = zr * sin[t + 2]! + zi * cos[t + 2]!;
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
      const br = re[a + after]! + re[a + 4 * after]!;
      const bi = im[a + after]! + im[a + 4 * after]!;
      const er = re[a + after]! - re[a + 4 * after]!;
      const ei = im[a + after]! - im[a + 4 * after]!;
      const cr = re[a + 2 * after]! + re[a + 3 * after]!;
      const ci = im[a + 2 * after]! + im[a + 3 * after]!;
      const dr = re[a + 2 * after]! - re[a + 3 * after]!;
      const di = im[a + 2 * after]! - im[a + 3 * after]!;
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
      const wr = pr + ur;
      const wi = pi + ui;
      toRe[out + apart] = wr * cos[t]! - wi * sin[t]!;
      toIm[out + apart] = wr * sin[t]! + wi * cos[t]!;
      const xr = qr + vr;
      const xi = qi + vi;
      toRe[out + 2 * apart] = xr * cos[t + 1]! - xi * sin[t + 1]!;
      toIm[out + 2 * apart] = xr * sin[t + 1]! + xi * cos[t + 1]!;
      const yr = qr - vr;
      const yi = qi - vi;
      toRe[out + 3 * apart] = yr * cos[t + 2]! - yi * sin[t + 2]!;
      toIm[out + 3 * apart] = yr * sin[t + 2]! + yi * cos[t + 2]!;
      const zr = pr - ur;
      const zi = pi - ui;
      toRe[out + 4 * apart] = zr * cos[t + 3]! - zi * sin[t + 3]!;
      toIm[out + 4 * apart] = zr * sin[t + 3]! + zi * cos[t + 3]!;
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
