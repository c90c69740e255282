import type { Random } from '@siamese/core';

/** Uniform between -0.5 and 0.5, four seconds of it: longer than an utterance, and drawn only once. */
export type Noise = Float32Array;

const length = 2 ** 16;

/** Draws it. */
export function noise(random: Random): Noise {
  return Float32Array.from({ length }, () => random.float() - 0.5);
}

/** Noise from a random place on, a sample at a time. */
export function hissing(from: Noise, random: Random): () => number {
  let at = random.int(length);
  return () => from[(at = (at + 1) & (length - 1))]!;
}
