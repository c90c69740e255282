import { checkFinite, checkOneOf, checkPositiveInteger } from '../check.ts';
import { type Distance, scoreOf, squaredEuclidean } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import type { Clusters } from './clusters.ts';
import { dissimilarities } from './dissimilarities.ts';
import { inOrderOfAppearance } from './in-order-of-appearance.ts';
import { unionFind } from './union-find.ts';

const linkages = ['average', 'complete', 'single', 'ward'] as const;

/** How far two clusters are apart: as the mean, the farthest or the nearest of their rows, or as much as joining costs. */
export type Linkage = (typeof linkages)[number];

/** Two clusters, each named by one of its rows, and the dissimilarity at which they join. */
type Merge = { a: number; b: number; height: number };

/**
 * Clusters by joining the two nearest, again and again, until `clusters` are left or the nearest two are farther apart
 * than `threshold`.
 *
 * `ward` joins what adds least to the sum of squared distances from the means and is Euclidean by definition; its heights
 * are those of scikit-learn, `sqrt(2 |A||B| / (|A| + |B|)) |mean A - mean B|`. Found by chains of nearest neighbours in
 * O(n^2) time with one matrix of n x n floats. Clusters are numbered by their first row.
 *
 * @param o.distance not with `ward`
 * @param o.threshold a distance, or the least similarity where the distance is one
 * @throws RangeError if there are more than 20,000 rows, fewer rows than clusters, or a value is not finite
 * @see Lance, Williams 1967; Murtagh 1983, nearest-neighbour chains
 */
export async function agglomerative(
  embeddings: Embeddings,
  o: ({ clusters: number; threshold?: never } | { threshold: number; clusters?: never }) &
    ({ linkage: 'ward'; distance?: never } | { linkage?: Exclude<Linkage, 'ward'>; distance: Distance }),
): Promise<Clusters> {
  const linkage = o.linkage ?? 'average';
  checkEmbeddings(embeddings, 'agglomerative: embeddings');
  checkOneOf(linkage, linkages, 'agglomerative: linkage');
  const { rows } = embeddings;
  if (rows === 0) return { of: new Int32Array(0), count: 0 };
  if (o.clusters === undefined) checkFinite(o.threshold, 'agglomerative: threshold');
  else checkPositiveInteger(o.clusters, 'agglomerative: clusters');
  if (o.clusters !== undefined && o.clusters > rows) {
    throw new RangeError(`agglomerative: clusters must be at most the number of rows, ${rows}, got ${o.clusters}`);
  }
  const apart = await dissimilarities(embeddings, o.distance ?? squaredEuclidean, 'agglomerative');
  const merges = chainMerges(apart, rows, linkage).sort((a, b) => a.height - b.height);
  const joined = unionFind(rows);
  const highest = o.threshold === undefined ? Infinity : highestJoin(o.threshold, linkage, o.distance);
  const joins = o.clusters === undefined ? merges.filter((merge) => merge.height <= highest).length : rows - o.clusters;
  for (const { a, b } of merges.slice(0, joins)) joined.join(a, b);
  return inOrderOfAppearance(Int32Array.from({ length: rows }, (_, row) => joined.find(row)));
}

/** A threshold in the units of the merges' heights: ward's are squares. */
function highestJoin(threshold: number, linkage: Linkage, distance: Distance | undefined): number {
  if (linkage === 'ward' || distance === undefined) return threshold * Math.abs(threshold);
  return -scoreOf(distance, threshold);
}

/** All merges, in no order: from any cluster to its nearest, on until two are each other's nearest, which are joined. */
function chainMerges(apart: Float32Array, rows: number, linkage: Linkage): Merge[] {
  const sizes = new Int32Array(rows).fill(1);
  const alive = new Uint8Array(rows).fill(1);
  const merges: Merge[] = [];
  const chain: number[] = [];
  let first = 0;
  while (merges.length < rows - 1) {
    if (chain.length === 0) {
      while (alive[first] === 0) first++;
      chain.push(first);
    }
    const top = chain.at(-1)!;
    const before = chain.at(-2);
    // Among equals the one before in the chain, or the chain would not end.
    let nearest = before ?? -1;
    let least = before === undefined ? Infinity : apart[top * rows + before]!;
    for (let other = 0; other < rows; other++) {
      if (alive[other] === 0 || other === top) continue;
      const value = apart[top * rows + other]!;
      if (value < least) [nearest, least] = [other, value];
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [kept, gone] = [Math.min(top, nearest), Math.max(top, nearest)];
    merges.push({ a: kept, b: gone, height: least });
    alive[gone] = 0;
    for (let other = 0; other < rows; other++) {
      if (alive[other] === 0 || other === kept) continue;
      const value = joinedDissimilarity(linkage, {
        a: apart[kept * rows + other]!,
        b: apart[gone * rows + other]!,
        between: least,
        sizes: [sizes[kept]!, sizes[gone]!, sizes[other]!],
      });
      apart[kept * rows + other] = value;
      apart[other * rows + kept] = value;
    }
    sizes[kept]! += sizes[gone]!;
  }
  return merges;
}

/** How far a cluster is from the join of two others, from how far it is from each (Lance-Williams). */
function joinedDissimilarity(
  linkage: Linkage,
  {
    a,
    b,
    between,
    sizes: [sizeA, sizeB, size],
  }: { a: number; b: number; between: number; sizes: readonly [number, number, number] },
): number {
  switch (linkage) {
    case 'single':
      return Math.min(a, b);
    case 'complete':
      return Math.max(a, b);
    case 'average':
      return (sizeA * a + sizeB * b) / (sizeA + sizeB);
    case 'ward':
      return ((sizeA + size) * a + (sizeB + size) * b - size * between) / (sizeA + sizeB + size);
  }
}
