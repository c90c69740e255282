import type { MelFrontEnd } from './front-end.ts';

/** One triangle: `weights[i]` belongs to the frequency `first + i` of the transform. */
export type MelFilter = { readonly first: number; readonly weights: Float64Array };

type Scale = { toMel(hertz: number): number; toHertz(mel: number): number };

/** Linear up to 1 kHz (3 mels for 200 Hz), then 27 mels for each factor of 6.4 (Slaney, "Auditory Toolbox", 1998). */
const slaney: Scale = {
  toMel: (hertz) => (hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4)),
  toHertz: (mel) => (mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27)),
};

/** `2595 log10(1 + f / 700)` (the HTK Book; O'Shaughnessy 1987). */
const htk: Scale = {
  toMel: (hertz) => 2595 * Math.log10(1 + hertz / 700),
  toHertz: (mel) => 700 * (10 ** (mel / 2595) - 1),
};

const scales: { readonly [name in MelFrontEnd['scale']]: Scale } = { slaney, htk };

/** The triangles of a mel front end, equally wide in mels, each from its neighbours' middle to its own and back. */
export function melFilters({ sampleRate, fft, mels, lowest, highest, scale, height }: MelFrontEnd): MelFilter[] {
  const { toMel, toHertz } = scales[scale];
  const [low, high] = [toMel(lowest), toMel(highest)];
  const corner = (i: number) => toHertz(low + ((high - low) * i) / (mels + 1));
  return Array.from({ length: mels }, (_, m) => {
    const [left, middle, right] = [corner(m), corner(m + 1), corner(m + 2)];
    const size = height === 'area' ? 2 / (right - left) : 1;
    const weights: number[] = [];
    let first = 0;
    for (let k = 0; k <= fft / 2; k++) {
      const hertz = (k * sampleRate) / fft;
      const weight = Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle));
      if (weight <= 0) continue;
      if (weights.length === 0) first = k;
      weights.push(weight * size);
    }
    return { first, weights: Float64Array.from(weights) };
  });
}
