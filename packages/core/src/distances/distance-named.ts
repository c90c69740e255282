import { cosine } from './cosine.ts';
import type { Distance } from './distance.ts';
import { dot } from './dot.ts';
import { euclidean } from './euclidean.ts';
import { lp } from './lp.ts';
import { manhattan } from './manhattan.ts';
import { snr } from './snr.ts';
import { squaredEuclidean } from './squared-euclidean.ts';

const known: readonly Distance[] = [euclidean, squaredEuclidean, manhattan, cosine, dot, snr];

/**
 * The distance with a name, as a saved model gives it.
 *
 * @throws RangeError if there is none of that name; the message lists those there are
 */
export function distanceNamed(name: string): Distance {
  const found = known.find((distance) => distance.name === name);
  if (found === undefined) {
    const order = Number(/^lp\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1]);
    if (order >= 1) return lp(order);
    const names = [...known.map((distance) => distance.name), 'lp(p)'].join(', ');
    throw new RangeError(`distanceNamed: argument name must be one of ${names}, got ${JSON.stringify(name)}`);
  }
  return found;
}
