import { checkInRange, checkPositiveInteger } from '../check.ts';
import { normalQuantile } from './normal.ts';
import type { Figure } from './figure.ts';

/**
 * A share and its Wilson score interval, for independent trials; it holds for shares of 0 and 1 too.
 *
 * Reference: Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 *
 * @throws RangeError unless n is a positive integer and 0 <= successes <= n
 */
export function wilson(successes: number, n: number, confidence = 0.95): Figure {
  checkPositiveInteger(n, 'wilson: n');
  checkInRange(successes, 0, n, 'wilson: successes');
  checkInRange(confidence, 0, 1, 'wilson: confidence');
  const z = normalQuantile(0.5 + confidence / 2);
  const p = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale;
  return { value: p, low: Math.max(0, Math.min(p, centre - half)), high: Math.min(1, Math.max(p, centre + half)), n };
}
