import type { Random } from '@siamese/core';

/** How one person draws, whatever they draw. Lengths are in units of the picture's side, angles in radians. */
export type Drawer = {
  readonly slant: number;
  readonly turn: number;
  readonly width: number;
  readonly height: number;
  readonly pen: number;
  /** Standard deviation by which each control point misses its place, anew in each drawing. */
  readonly jitter: number;
  /** How much rounder (above 1) or straighter (below 1) than meant the curves come out. */
  readonly bow: number;
};

/** A random style of drawing. */
export function drawer(random: Random): Drawer {
  return {
    slant: 0.2 * random.normal(),
    turn: 0.12 * random.normal(),
    width: 0.64 * Math.exp(0.14 * random.normal()),
    height: 0.64 * Math.exp(0.14 * random.normal()),
    pen: 0.045 + 0.04 * random.float(),
    jitter: 0.025 + 0.035 * random.float(),
    bow: Math.exp(0.25 * random.normal()),
  };
}
