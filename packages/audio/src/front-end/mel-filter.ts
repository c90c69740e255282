import type { MelFrontEnd } from './front-end.ts';

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

/** Writes what the filters make of a spectrum, from a place on. */
export type MelFilter = (bins: Float64Array, values: Float32Array, at: number) => void;

/** The triangles of a mel front end as stretches between the middles of two of them. */
export type MelStretches = {
  /** The first bin of each stretch, and the one behind the last. */
  readonly firsts: Int32Array;
  /** For each stretch: where its rising triangle starts and by how much it grows from bin to bin, then the falling one. */
  readonly lines: Float64Array;
};

/** The triangles of a mel front end, equally wide in mels, each from its neighbours' middle to its own and back. */
export function melStretches({ sampleRate, fft, mels, lowest, highest, scale, height }: MelFrontEnd): MelStretches {
  const { toMel, toHertz } = scales[scale];
  const [low, high] = [toMel(lowest), toMel(highest)];
  const bin = sampleRate / fft;
  const corners = Array.from({ length: mels + 2 }, (_, i) => toHertz(low + ((high - low) * i) / (mels + 1)));
  const firsts = Int32Array.from(corners, (hertz) => Math.min((fft >> 1) + 1, Math.ceil(hertz / bin)));
  const lines = new Float64Array(4 * (mels + 1));
  for (let s = 0; s <= mels; s++) {
    const [from, to] = [corners[s]!, corners[s + 1]!];
    const start = (firsts[s]! * bin - from) / (to - from);
    const step = bin / (to - from);
    const size = (m: number) => (height === 'area' ? 2 / (corners[m + 2]! - corners[m]!) : 1);
    if (s < mels) lines.set([start * size(s), step * size(s)], 4 * s);
    if (s > 0) lines.set([(1 - start) * size(s - 1), -step * size(s - 1)], 4 * s + 2);
  }
  return { firsts, lines };
}

/**
 * The filters of a mel front end. Between two middles one triangle rises and one falls, both in straight lines. So the two
 * sums `sum bin[k]` and `sum (k - first) bin[k]` of that stretch are all that is needed, and each bin is read once.
 */
export function melFilter(o: MelFrontEnd): MelFilter {
  const { firsts, lines } = melStretches(o);
  const { mels } = o;
  return (bins, values, at) => {
    let risen = 0;
    for (let s = 0; s <= mels; s++) {
      const end = firsts[s + 1]!;
      let sum = 0;
      let moment = 0;
      for (let k = firsts[s]!, i = 0; k < end; k++, i++) {
        const value = bins[k]!;
        sum += value;
        moment += i * value;
      }
      const line = 4 * s;
      if (s > 0) values[at + s - 1] = risen + lines[line + 2]! * sum + lines[line + 3]! * moment;
      risen = lines[line]! * sum + lines[line + 1]! * moment;
    }
  };
}
