import type { Distance } from './distance.ts';

/**
 * The score of a distance's value: larger is more alike, always.
 *
 * `value` where larger is nearer, else `-value` (and 0 for 0, never -0).
 */
export function scoreOf(distance: Distance, value: number): number {
  return distance.nearer === 'larger' || value === 0 ? value : -value;
}
