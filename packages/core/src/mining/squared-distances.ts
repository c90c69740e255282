import * as tf from '@tensorflow/tfjs';
import { cosine, type Distance, euclidean, safeSqrt, squaredEuclidean } from '../distances/index.ts';

/** How a distance and the squared Euclidean one follow from each other. */
export type Squares = {
  squared(values: tf.Tensor): tf.Tensor;
  plain(squared: tf.Tensor): tf.Tensor;
};

const known: ReadonlyMap<Distance, Squares> = new Map([
  [euclidean, { squared: (values) => tf.square(values), plain: (squared) => safeSqrt(squared) }],
  [squaredEuclidean, { squared: (values) => values, plain: (squared) => squared }],
  // Of unit vectors: |a - b|^2 = 2 - 2 a.b
  [cosine, { squared: (values) => tf.sub(2, tf.mul(values, 2)), plain: (squared) => tf.sub(1, tf.mul(squared, 0.5)) }],
] satisfies [Distance, Squares][]);

/**
 * The squares of a distance, for miners that need the geometry of the plane.
 *
 * @throws TypeError unless it is euclidean, squaredEuclidean or (of unit vectors) cosine
 */
export function squaresOf(distance: Distance, where: string): Squares {
  const found = known.get(distance);
  if (found !== undefined) return found;
  const names = [...known.keys()].map(({ name }) => name).join(', ');
  throw new TypeError(`${where}: the loss's distance must be one of ${names}, got ${distance.name}`);
}
