import { checkPositiveInteger, checkSeed } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import type { Clusters } from './clusters.ts';
import { inOrderOfAppearance } from './in-order-of-appearance.ts';
import { kMeans } from './k-means.ts';
import { neighbourGraph, type NeighbourGraph } from './neighbour-graph.ts';
import { largestEigenpairs } from './largest-eigenpairs.ts';

/**
 * k clusters of any shape: k-means on the coordinates that vary least along the graph of nearest neighbours.
 *
 * The graph joins each row with its `neighbours` nearest (weight 1 where both have each other, else 1/2, as
 * scikit-learn); of `D^-1/2 W D^-1/2` the k largest eigenvectors are taken, each row divided by its degree's root, and
 * grouped. The graph is sparse and so is the work: 100,000 rows are within reach.
 *
 * @param o.neighbours 10 unless given, the row itself among them
 * @throws RangeError if there are fewer rows than clusters, or a value is not finite
 * @see Ng, Jordan, Weiss 2001; von Luxburg 2007, A tutorial on spectral clustering
 */
export async function spectral(
  embeddings: Embeddings,
  o: { k: number; seed: number; distance: Distance; neighbours?: number; budget?: number },
): Promise<Clusters> {
  const { k, seed, distance, neighbours = 10 } = o;
  checkEmbeddings(embeddings, 'spectral: embeddings');
  checkPositiveInteger(k, 'spectral: k');
  checkSeed(seed, 'spectral: seed');
  checkPositiveInteger(neighbours, 'spectral: neighbours');
  const { rows } = embeddings;
  if (k > rows) throw new RangeError(`spectral: k must be at most the number of rows, ${rows}, got ${k}`);
  const graph = await neighbourGraph(embeddings, { k: neighbours - 1, distance, budget: o.budget });
  const edges = symmetric(graph, rows);
  // A row without neighbours (the only one) has degree 0.
  const roots = edges.degrees.map((degree) => Math.sqrt(degree) || 1);
  const { vectors } = largestEigenpairs(rows, k, seed, (x) => {
    const y = new Float64Array(rows);
    for (let e = 0; e < edges.a.length; e++) {
      const [a, b] = [edges.a[e]!, edges.b[e]!];
      const weight = 0.5 / (roots[a]! * roots[b]!);
      y[a]! += weight * x[b]!;
      y[b]! += weight * x[a]!;
    }
    return y;
  });
  const values = new Float32Array(rows * k);
  for (const [c, vector] of vectors.entries()) {
    for (let row = 0; row < rows; row++) values[row * k + c] = vector[row]! / roots[row]!;
  }
  // The coordinates are tiny where there are many rows; k-means' tolerance is relative, so they may be.
  const { of } = await kMeans({ values, rows, dimensions: k }, { k, seed, starts: 10 });
  return inOrderOfAppearance(of);
}

/** Half of the graph and half of its mirror: an edge for every direction, each weighs 1/2. */
function symmetric({ k, rows: others }: NeighbourGraph, rows: number) {
  const a = Int32Array.from(others, (_, i) => Math.floor(i / k));
  const degrees = new Float64Array(rows);
  for (const [i, other] of others.entries()) {
    degrees[a[i]!]! += 0.5;
    degrees[other]! += 0.5;
  }
  return { a, b: others, degrees };
}
