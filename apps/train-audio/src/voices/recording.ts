import type { Random } from '@siamese/core';
import { hissing, type Noise } from './noise.ts';

/** Samples as a random microphone in a random room gives them: band and tilt of its own, noise, and a level, in place. */
export function recorded(
  samples: Float32Array,
  { sampleRate, noise }: { readonly sampleRate: number; readonly noise: Noise },
  random: Random,
): Float32Array {
  const low = onePole(60 * Math.exp(0.4 * random.normal()), sampleRate);
  const bend = onePole(900 * Math.exp(0.3 * random.normal()), sampleRate);
  // Up to 2 dB more or less above the bend.
  const shelf = 10 ** ((4 * random.float() - 2) / 20) - 1;
  let power = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]! - low(samples[i]!);
    const y = x + shelf * (x - bend(x));
    samples[i] = y;
    power += y * y;
  }
  const level = Math.sqrt(power / samples.length);
  const snr = 25 + 20 * random.float();
  const hum = 2 * level * 10 ** (-snr / 20) * Math.sqrt(12);
  const dull = onePole(1000 + 6000 * random.float(), sampleRate);
  const gain = (0.04 + 0.06 * random.float()) / level;
  const room = hissing(noise, random);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.max(-1, Math.min(1, gain * (samples[i]! + dull(hum * room()))));
  }
  return samples;
}

/** A low-pass of one pole. */
function onePole(hertz: number, sampleRate: number): (x: number) => number {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate);
  let kept = 0;
  return (x) => (kept += share * (x - kept));
}
