import { type Stage, transformStages } from './transform-stages.ts';

/** Real and imaginary parts. */
export type Planes = { readonly re: Float64Array; readonly im: Float64Array };

/** The discrete Fourier transform of complex numbers; it may use what it is given, and gives that or its own. */
export function complexTransform(size: number): (re: Float64Array, im: Float64Array) => Planes {
  const stages = transformStages(size);
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

type Pass = (stage: Stage, re: Float64Array, im: Float64Array, toRe: Float64Array, toIm: Float64Array) => void;

/** Stores a number turned by the angle whose cosine and sine are at `t`. */
function turn(
  toRe: Float64Array,
  toIm: Float64Array,
  at: number,
  r: number,
  i: number,
  turns: Float64Array,
  t: number,
): void {
  const c = turns[t]!;
  const s = turns[t + 1]!;
  toRe[at] = r * c - i * s;
  toIm[at] = r * s + i * c;
}

const two: Pass = ({ before, after, turns }, re, im, toRe, toIm) => {
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
      turn(toRe, toIm, out + apart, ar - br, ai - bi, turns, 2 * i);
    }
  }
};

const four: Pass = ({ before, after, turns }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0, t = 0; i < after; i++, t += 6) {
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
      turn(toRe, toIm, out + apart, ur + wr, ui + wi, turns, t);
      turn(toRe, toIm, out + 2 * apart, sr - vr, si - vi, turns, t + 2);
      turn(toRe, toIm, out + 3 * apart, ur - wr, ui - wi, turns, t + 4);
    }
  }
};

const c1 = Math.cos((2 * Math.PI) / 5);
const c2 = Math.cos((4 * Math.PI) / 5);
const s1 = Math.sin((2 * Math.PI) / 5);
const s2 = Math.sin((4 * Math.PI) / 5);

const five: Pass = ({ before, after, turns }, re, im, toRe, toIm) => {
  const apart = before * after;
  for (let k = 0; k < before; k++) {
    for (let i = 0, t = 0; i < after; i++, t += 8) {
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
      turn(toRe, toIm, out + apart, pr + ur, pi + ui, turns, t);
      turn(toRe, toIm, out + 2 * apart, qr + vr, qi + vi, turns, t + 2);
      turn(toRe, toIm, out + 3 * apart, qr - vr, qi - vi, turns, t + 4);
      turn(toRe, toIm, out + 4 * apart, pr - ur, pi - ui, turns, t + 6);
    }
  }
};

const any: Pass = ({ radix, before, after, turns, own }, re, im, toRe, toIm) => {
  for (let k = 0; k < before; k++) {
    for (let i = 0; i < after; i++) {
      for (let m = 0; m < radix; m++) {
        let sr = 0;
        let si = 0;
        for (let j = 0; j < radix; j++) {
          const at = (k * radix + j) * after + i;
          const angle = 2 * ((j * m) % radix);
          sr += re[at]! * own[angle]! - im[at]! * own[angle + 1]!;
          si += re[at]! * own[angle + 1]! + im[at]! * own[angle]!;
        }
        const out = (m * before + k) * after + i;
        if (m > 0) turn(toRe, toIm, out, sr, si, turns, 2 * (i * (radix - 1) + m - 1));
        else {
          toRe[out] = sr;
          toIm[out] = si;
        }
      }
    }
  }
};
