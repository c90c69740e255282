/** Root mean square of samples, in dB of full scale (a square wave of 1 has 0); -Infinity for silence. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return samples.length === 0 ? -Infinity : 10 * Math.log10(sum / samples.length);
}

/** Samples at a root mean square of `decibels` of full scale; silence stays. Nothing is clipped: they may go above 1. */
export function toLoudness(samples: Float32Array, decibels: number): Float32Array {
  const loudness = loudnessOf(samples);
  if (loudness === -Infinity) return samples;
  const factor = 10 ** ((decibels - loudness) / 20);
  return samples.map((value) => value * factor);
}

/** Mean power of frames of `size` samples; the last one is what is left. */
export function framePowers(samples: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(samples.length / size) }, (_, t) => {
    const end = Math.min(samples.length, (t + 1) * size);
    let sum = 0;
    for (let i = t * size; i < end; i++) sum += samples[i]! * samples[i]!;
    return sum / (end - t * size);
  });
}
