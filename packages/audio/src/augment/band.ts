import { checkInRange } from '@siamese/core/check';
import { between, type Augment } from './batch.ts';
import { convolve } from './convolve.ts';

/** Which frequencies are left, in Hz; each edge is drawn for every crop. */
export type BandOptions = {
  /** The share of crops. Default 0.3. */
  readonly probability?: number;
  /** The lower edge, drawn between these two. Default 50 to 300. */
  readonly lowest?: readonly [low: number, high: number];
  /** The upper edge, drawn between these two. Default 3400 to 7000. */
  readonly highest?: readonly [low: number, high: number];
};

/** Samples of the filter on each side of its middle. */
const reach = 128;

/**
 * Takes low and high frequencies away, as telephones do: a band-pass of 257 samples, a sinc in Blackman's window. An edge
 * above half of the sample rate changes nothing.
 *
 * @throws RangeError if an option is out of range
 */
export function band(o: BandOptions = {}): Augment {
  const { probability = 0.3, lowest = [50, 300], highest = [3400, 7000] } = o;
  checkInRange(probability, 0, 1, 'band: probability');
  checkInRange(lowest[0], 0, Infinity, 'band: lowest');
  checkInRange(lowest[1], lowest[0], Infinity, 'band: lowest');
  checkInRange(highest[0], lowest[1], Infinity, 'band: highest');
  checkInRange(highest[1], highest[0], Infinity, 'band: highest');
  return {
    onSamples({ samples, sampleRate }, random) {
      if (random.float() >= probability) return samples;
      const low = between(...lowest, random) / sampleRate;
      const high = Math.min(0.5, between(...highest, random) / sampleRate);
      const filter = Float32Array.from({ length: 2 * reach + 1 }, (_, i) => {
        const t = i - reach;
        const window = 0.42 + 0.5 * Math.cos((Math.PI * t) / reach) + 0.08 * Math.cos((2 * Math.PI * t) / reach);
        return window * (lowPass(high, t) - lowPass(low, t));
      });
      const longer = new Float32Array(samples.length + reach);
      longer.set(samples);
      return convolve(longer, filter).slice(reach);
    },
  };
}

/** The response at time t of what lets everything below a share of the sample rate through. */
function lowPass(edge: number, t: number): number {
  return t === 0 ? 2 * edge : Math.sin(2 * Math.PI * edge * t) / (Math.PI * t);
}
