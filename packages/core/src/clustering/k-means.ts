import { checkInRange, checkPositiveInteger, checkSeed } from '../check.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import { createRandom } from '../random.ts';
import { type BlockedRows, blockedRows } from './blocked-rows.ts';
import type { Clusters } from './clusters.ts';
import { followCentres } from './follow-centres.ts';
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
 * that is farthest from its own. The nearest centres are a matrix product on the backend, in blocks, of those rows that may
 * have another one than the round before. The same seed gives the same clusters. For cosine, normalise the rows first.
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
  const rows = await blockedRows(embeddings, k);
  const still = tolerance * meanVariance(embeddings) * embeddings.dimensions;
  try {
    let best: KMeans | undefined;
    for (let start = 0; start < starts; start++) {
      const random = createRandom(seed, 'k-means', start);
      const centres = o.centres ?? (await startingCentres(embeddings, k, random));
      const found = await lloyd(embeddings, rows, centres, { iterations, still });
      if (best === undefined || found.inertia < best.inertia) best = found;
    }
    return best!;
  } finally {
    for (const block of rows.blocks) block.dispose();
  }
}

async function lloyd(
  embeddings: Embeddings,
  rows: BlockedRows,
  start: Embeddings,
  { iterations, still }: { iterations: number; still: number },
): Promise<KMeans> {
  const sums = new Float64Array(start.values.length);
  const counts = new Int32Array(start.rows);
  let centres = start;
  let before: Int32Array | undefined;
  let found = await nearestCentre(rows, centres);
  // Whether all distances are those to these centres.
  let fresh = true;
  let round = 1;
  for (; round <= iterations; round++) {
    addUp(sums, counts, embeddings, found.of, before);
    if (!fresh && counts.includes(0)) found = await nearestCentre(rows, centres);
    const next = meansOf(sums, counts, embeddings, found.of, found.distances);
    const moved = distancesBetween(next, centres);
    centres = next;
    const last = (before = found.of.slice());
    fresh = await followCentres(rows, found, centres, moved);
    const inAll = moved.reduce((sum, distance) => sum + distance ** 2, 0);
    if (inAll <= still || found.of.every((cluster, row) => cluster === last[row])) break;
  }
  const { of, distances } = fresh ? found : await nearestCentre(rows, centres);
  const inertia = distances.reduce((sum, distance) => sum + distance, 0);
  return { of, count: centres.rows, centres, inertia, iterations: Math.min(round, iterations) };
}

/** Adds up each cluster's rows; where none came or left since `before`, its sum stands. */
function addUp(
  sums: Float64Array,
  counts: Int32Array,
  embeddings: Embeddings,
  of: Int32Array,
  before?: Int32Array,
): void {
  const { rows, dimensions } = embeddings;
  const changed = new Uint8Array(counts.length).fill(before === undefined ? 1 : 0);
  if (before !== undefined) {
    for (let row = 0; row < rows; row++) if (of[row] !== before[row]) changed[of[row]!] = changed[before[row]!] = 1;
  }
  for (let cluster = 0; cluster < counts.length; cluster++) {
    if (changed[cluster] === 0) continue;
    counts[cluster] = 0;
    sums.fill(0, cluster * dimensions, (cluster + 1) * dimensions);
  }
  for (let row = 0; row < rows; row++) {
    if (changed[of[row]!] === 0) continue;
    counts[of[row]!]!++;
    addRow(sums, of[row]! * dimensions, embeddings, row, 1);
  }
}

/** The mean of each cluster's rows; a cluster without rows takes the row farthest from its centre. */
function meansOf(
  allSums: Float64Array,
  allCounts: Int32Array,
  embeddings: Embeddings,
  of: Int32Array,
  distances: Float32Array,
): Embeddings {
  const { dimensions } = embeddings;
  const [sums, counts] = allCounts.includes(0) ? [allSums.slice(), allCounts.slice()] : [allSums, allCounts];
  const farFirst = counts === allCounts ? distances : distances.slice();
  for (let cluster = 0; cluster < counts.length; cluster++) {
    if (counts[cluster]! > 0) continue;
    const farthest = farFirst.reduce((at, distance, row) => (distance > farFirst[at]! ? row : at), 0);
    farFirst[farthest] = -1;
    counts[of[farthest]!]!--;
    counts[cluster] = 1;
    addRow(sums, of[farthest]! * dimensions, embeddings, farthest, -1);
    addRow(sums, cluster * dimensions, embeddings, farthest, 1);
  }
  const values = Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / dimensions)]!));
  return { values, rows: counts.length, dimensions };
}

/** The inner loop of the means, by itself so that it is compiled well. */
function addRow(sums: Float64Array, to: number, { values, dimensions }: Embeddings, row: number, sign: 1 | -1): void {
  const from = row * dimensions;
  for (let d = 0; d < dimensions; d++) sums[to + d] = sums[to + d]! + sign * values[from + d]!;
}

/** How far each row of one is from the same row of the other. */
function distancesBetween(a: Embeddings, b: Embeddings): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, row) => {
    let square = 0;
    for (let i = row * a.dimensions; i < (row + 1) * a.dimensions; i++) square += (a.values[i]! - b.values[i]!) ** 2;
    return Math.sqrt(square);
  });
}

/** The variance of a column, in the mean of all columns. */
function meanVariance({ values, rows, dimensions }: Embeddings): number {
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let d = 0; d < dimensions; d++, i++) {
      sums[d]! += values[i]!;
      squares[d]! += values[i]! ** 2;
    }
  }
  return sums.reduce((total, sum, d) => total + squares[d]! / rows - (sum / rows) ** 2, 0) / dimensions;
}
