import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { bootstrap } from './bootstrap.ts';
import type { BootstrapOptions, Units } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/**
 * Pearson's correlation of scores with the likeness that people gave pairs, and its interval:
 * `sum (x - mean x)(y - mean y) / (n sd x sd y)`, from -1 to 1. NaN where all numbers of a side are equal.
 *
 * @throws RangeError if there are no pairs, a number is NaN or infinite (its place is named), or lengths differ
 */
export function pearson(
  scores: ArrayLike<number>,
  likeness: ArrayLike<number>,
  options: BootstrapOptions & Units,
): Figure {
  checkBoth(scores, likeness, 'pearson');
  return bootstrap(scores.length, (times) => correlation(scores, likeness, times), options);
}

/** The correlation where pair i counts `times[i]` times. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>, times: ArrayLike<number>): number {
  let [n, meanX, meanY] = [0, 0, 0];
  for (let i = 0; i < times.length; i++) {
    n += times[i]!;
    meanX += times[i]! * x[i]!;
    meanY += times[i]! * y[i]!;
  }
  meanX /= n;
  meanY /= n;
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < times.length; i++) {
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    xx += times[i]! * dx * dx;
    xy += times[i]! * dx * dy;
    yy += times[i]! * dy * dy;
  }
  // Equal numbers differ from their mean by its rounding alone.
  const rounding = 4 * Number.EPSILON;
  if (xx <= n * (rounding * meanX) ** 2 || yy <= n * (rounding * meanY) ** 2) return NaN;
  return Math.min(1, Math.max(-1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** Throws unless both are finite numbers, as many of the one as of the other. */
export function checkBoth(scores: ArrayLike<number>, likeness: ArrayLike<number>, where: string): void {
  checkPositiveInteger(scores.length, `${where}: the number of pairs`);
  checkSameLength(scores, likeness, `${where}: scores and likeness`);
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i]!) || !Number.isFinite(likeness[i]!)) {
      throw new RangeError(
        `${where}: scores and likeness must be finite numbers, got ${scores[i]} and ${likeness[i]} at ${i}`,
      );
    }
  }
}
