/** Brings samples from one rate to another. */
export type Resampler = {
  /** How many samples come of so many. */
  lengthOf(samples: number): number;
  /** Which samples are needed for the results from `from` up to `to`; may reach beyond both ends, where there is silence. */
  needs(from: number, to: number): readonly [from: number, to: number];
  /** The results from `from` up to `to`, of the samples from `start` on that `needs` names. */
  run(samples: Float32Array, start: number, from: number, to: number): Float32Array;
};

/** Zero crossings of the filter on each side, counted at the lower of the two rates. */
const crossings = 32;
/** Where the filter is at half, as a share of the lower rate. */
const cutoff = 0.475;
/** Of Kaiser's window: about 110 dB of stop band. */
const beta = 11.2;

const known = new Map<string, Resampler>();

/**
 * Band-limited resampling: a sinc in Kaiser's window, one set of weights for each phase of the ratio. From 48 to 16 kHz it
 * is flat to 6.7 kHz and more than 110 dB down from 8.5 kHz; sample 0 stays at time 0.
 *
 * `out[n] = sum_k h(n from / to - k) in[k]`, `h(t) = 2 c sinc(2 c t) kaiser(t)`
 *
 * Reference: Crochiere and Rabiner, "Multirate Digital Signal Processing", 1983; Smith, "Digital Audio Resampling Home Page".
 *
 * @param from samples a second of what comes, a positive integer
 * @param to samples a second of what is wanted, a positive integer
 */
export function resampler(from: number, to: number): Resampler {
  const key = `${from} ${to}`;
  let made = known.get(key);
  if (!made) known.set(key, (made = make(from, to)));
  return made;
}

function make(from: number, to: number): Resampler {
  const divisor = greatestCommonDivisor(from, to);
  const [phases, step] = [to / divisor, from / divisor];
  // Below the lower rate's half nothing may fold back.
  // An even number, as the sums below are taken four at a time.
  const reach = 2 * Math.ceil((crossings / 2) * Math.max(1, from / to));
  const taps = 2 * reach;
  const weights = phaseWeights(phases, reach, Math.min(1, to / from));
  return {
    lengthOf: (samples) => Math.ceil((samples * phases) / step),
    needs: (first, end) => [
      Math.floor((first * step) / phases) - reach + 1,
      Math.floor((Math.max(first, end - 1) * step) / phases) + reach + 1,
    ],
    run(samples, start, first, end) {
      const out = new Float32Array(end - first);
      for (let n = first; n < end; n++) {
        const at = n * step;
        const s = Math.floor(at / phases) - reach + 1 - start;
        out[n - first] = dot(weights, (at % phases) * taps, samples, s, taps);
      }
      return out;
    },
  };
}

/** The sum of `count` products, a multiple of four; four sums, so that one addition need not wait for the last. */
function dot(a: Float32Array, atA: number, b: Float32Array, atB: number, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let k = 0; k < count; k += 4) {
    first += a[atA + k]! * b[atB + k]!;
    second += a[atA + k + 1]! * b[atB + k + 1]!;
    third += a[atA + k + 2]! * b[atB + k + 2]!;
    fourth += a[atA + k + 3]! * b[atB + k + 3]!;
  }
  return first + second + (third + fourth);
}

/** For each phase the weights of `2 reach` samples around it; those of a phase have the sum 1, so that 0 Hz stays. */
function phaseWeights(phases: number, reach: number, scale: number): Float32Array {
  const taps = 2 * reach;
  const weights = new Float32Array(phases * taps);
  const row = new Float64Array(taps);
  const centre = 1 / bessel(beta);
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const t = k - reach + 1 - phase / phases;
      const x = 2 * cutoff * scale * t;
      const window = Math.abs(t) >= reach ? 0 : bessel(beta * Math.sqrt(1 - (t / reach) ** 2)) * centre;
      row[k] = (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
      sum += row[k]!;
    }
    for (let k = 0; k < taps; k++) weights[phase * taps + k] = row[k]! / sum;
  }
  return weights;
}

/** The modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
