import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositiveInteger, checkSeed } from '../check.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import { createRandom } from '../random.ts';
import type { Clusters } from './clusters.ts';
import { nearestCentre } from './nearest-centre.ts';
import { startingCentres } from './starting-centres.ts';

/** What k-means found: every row's cluster, the centres, and the sum of squared distances to them. */
export type KMeans = Clusters & {
  readonly centres: Embeddings;
  readonly inertia: number;
  /** Rounds of the best start. */
  readonly iterations: number;
};

/**
 * k groups of rows around their means: `min sum |x_i - c(i)|^2`, from centres spread by k-means++.
 *
 * Rounds of nearest centre and mean (Lloyd) until no row moves, the centres move less than `tolerance` times the mean
 * variance of a column, or `iterations` are made; the best of `starts` is kept. A centre that loses all rows takes the row
 * that is farthest from its own. The nearest centres are a matrix product on the backend, in blocks. The same seed gives
 * the same clusters. For cosine, normalise the rows first.
 *
 * @param o.k clusters, at most as many as there are rows
 * @param o.starts times it is tried, 1 unless given
 * @param o.centres k rows to start from in place of k-means++
 * @throws RangeError if there are fewer rows than clusters, a value is not finite, or an option is out of range
 * @see Lloyd 1982; Arthur, Vassilvitskii 2007, k-means++
 */
export async function kMeans(
  embeddings: Embeddings,
  o: { k: number; seed: number; iterations?: number; tolerance?: number; starts?: number; centres?: Embeddings },
): Promise<KMeans> {
  const { k, seed, iterations = 300, tolerance = 1e-4, starts = 1 } = o;
  checkEmbeddings(embeddings, 'kMeans: embeddings');
  checkPositiveInteger(k, 'kMeans: k');
  checkSeed(seed, 'kMeans: seed');
  checkPositiveInteger(iterations, 'kMeans: iterations');
  checkPositiveInteger(starts, 'kMeans: starts');
  checkInRange(tolerance, 0, 1, 'kMeans: tolerance');
  if (k > embeddings.rows) {
    throw new RangeError(`kMeans: k must be at most the number of rows, ${embeddings.rows}, got ${k}`);
  }
  if (o.centres !== undefined) {
    checkEmbeddings(o.centres, 'kMeans: centres');
    const { rows, dimensions } = o.centres;
    if (rows !== k || dimensions !== embeddings.dimensions) {
      throw new RangeError(`kMeans: centres must be ${k} x ${embeddings.dimensions}, got ${rows} x ${dimensions}`);
    }
  }
  const rows = tf.tensor2d(embeddings.values, [embeddings.rows, embeddings.dimensions]);
  const still = tolerance * meanVariance(embeddings) * embeddings.dimensions;
  try {
    let best: KMeans | undefined;
    for (let start = 0; start < starts; start++) {
      const random = createRandom(seed, 'k-means', start);
      const centres = o.centres ?? (await startingCentres(embeddings, rows, k, random));
      const found = await lloyd(embeddings, rows, centres, { iterations, still });
      if (best === undefined || found.inertia < best.inertia) best = found;
    }
    return best!;
  } finally {
    rows.dispose();
  }
}

async function lloyd(
  embeddings: Embeddings,
  rows: tf.Tensor2D,
  start: Embeddings,
  { iterations, still }: { iterations: number; still: number },
): Promise<KMeans> {
  let centres = start;
  let { of, distances } = await nearestCentre(rows, centres);
  let round = 1;
  for (; round <= iterations; round++) {
    const next = meansOf(embeddings, of, distances, centres);
    const moved = squaredDifference(next, centres);
    centres = next;
    const before = of;
    ({ of, distances } = await nearestCentre(rows, centres));
    if (moved <= still || of.every((cluster, row) => cluster === before[row])) break;
  }
  const inertia = distances.reduce((sum, distance) => sum + distance, 0);
  return { of, count: centres.rows, centres, inertia, iterations: Math.min(round, iterations) };
}

/** The mean of each cluster's rows; a cluster without rows takes the row farthest from its centre. */
function meansOf(embeddings: Embeddings, of: Int32Array, distances: Float32Array, centres: Embeddings): Embeddings {
  const { rows, dimensions } = embeddings;
  const sums = new Float64Array(centres.rows * dimensions);
  const counts = new Int32Array(centres.rows);
  for (let row = 0; row < rows; row++) {
    counts[of[row]!]!++;
    addRow(sums, of[row]! * dimensions, embeddings, row, 1);
  }
  const farFirst = distances.slice();
  for (let cluster = 0; cluster < centres.rows; cluster++) {
    if (counts[cluster]! > 0) continue;
    const farthest = farFirst.reduce((at, distance, row) => (distance > farFirst[at]! ? row : at), 0);
    farFirst[farthest] = -1;
    counts[of[farthest]!]!--;
    counts[cluster] = 1;
    addRow(sums, of[farthest]! * dimensions, embeddings, farthest, -1);
    addRow(sums, cluster * dimensions, embeddings, farthest, 1);
  }
  const values = Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / dimensions)]!));
  return { values, rows: centres.rows, dimensions };
}

/** The inner loop of the means, by itself so that it is compiled well. */
function addRow(sums: Float64Array, to: number, { values, dimensions }: Embeddings, row: number, sign: 1 | -1): void {
  const from = row * dimensions;
  for (let d = 0; d < dimensions; d++) sums[to + d] = sums[to + d]! + sign * values[from + d]!;
}

function squaredDifference(a: Embeddings, b: Embeddings): number {
  return a.values.reduce((sum, value, i) => sum + (value - b.values[i]!) ** 2, 0);
}

/** The variance of a column, in the mean of all columns. */
function meanVariance({ values, rows, dimensions }: Embeddings): number {
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) {
    sums[i % dimensions]! += values[i]!;
    squares[i % dimensions]! += values[i]! ** 2;
  }
  return sums.reduce((total, sum, d) => total + squares[d]! / rows - (sum / rows) ** 2, 0) / dimensions;
}
