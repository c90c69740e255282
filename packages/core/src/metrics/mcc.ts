import type { Decisions } from './decisions.ts';

/**
 * The correlation of decision and truth, from -1 to 1 (phi, Matthews correlation coefficient); 0 is chance, and where all
 * pairs are called the same thing.
 *
 * Reference: Matthews, Comparison of the predicted and observed secondary structure of T4 phage lysozyme, 1975.
 */
export function mccOf({ matched, missed, mistaken, refused }: Decisions): number {
  const called = (matched + mistaken) * (missed + refused);
  const truth = (matched + missed) * (mistaken + refused);
  if (!(called > 0) || !(truth > 0)) return 0;
  const phi = (matched * refused - mistaken * missed) / (Math.sqrt(called) * Math.sqrt(truth));
  return Math.min(1, Math.max(-1, phi));
}
