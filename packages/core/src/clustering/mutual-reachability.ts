import type { Distance } from '../distances/index.ts';
import { type Embeddings, nearest } from '../knn/index.ts';
import { eachTwo } from './each-two.ts';
import { unionFind } from './union-find.ts';

/** An edge of a tree over rows. */
export type Edge = { a: number; b: number; height: number };

/**
 * The tree that joins all rows at least cost, where two rows are as far apart as the largest of their distance and of each
 * one's distance to its `minimum`-th nearest row (itself the first). Found by joining every component to its nearest
 * (Boruvka): as many passes over the blocks of distances as there are halvings, and no matrix kept.
 */
export async function mutualReachabilityTree(
  embeddings: Embeddings,
  o: { distance: Distance; minimum: number; budget?: number | undefined },
): Promise<Edge[]> {
  const { rows } = embeddings;
  // Itself is the first of its neighbours, at no distance.
  const skip = Int32Array.from({ length: rows }, (_, row) => row);
  const k = Math.min(o.minimum - 1, rows - 1);
  const core = new Float32Array(rows);
  if (k > 0) {
    const found = await nearest(embeddings, embeddings, { distance: o.distance, budget: o.budget, k, skip });
    for (let row = 0; row < rows; row++) core[row] = -found.scores[row * found.k + k - 1]!;
  }

  const joined = unionFind(rows);
  const edges: Edge[] = [];
  while (edges.length < rows - 1) {
    const names = Int32Array.from({ length: rows }, (_, row) => joined.find(row));
    // The nearest outside of each component; among equals the edge of the smallest rows, so that no circle closes.
    const best = new Map<number, Edge>();
    const offer = (name: number, a: number, b: number, height: number): void => {
      const known = best.get(name);
      if (known === undefined || height < known.height) best.set(name, { a, b, height });
      else if (height === known.height && (a < known.a || (a === known.a && b < known.b))) {
        best.set(name, { a, b, height });
      }
    };
    const least = new Float32Array(rows).fill(Infinity);
    await eachTwo(embeddings, o, (a, b, score) => {
      const [nameA, nameB] = [names[a]!, names[b]!];
      if (nameA === nameB) return;
      const apart = Math.max(-score, core[a]!, core[b]!);
      if (apart <= least[nameA]!) {
        least[nameA] = apart;
        offer(nameA, a, b, apart);
      }
      if (apart <= least[nameB]!) {
        least[nameB] = apart;
        offer(nameB, a, b, apart);
      }
    });
    for (const edge of best.values()) if (joined.join(edge.a, edge.b)) edges.push(edge);
  }
  return edges.sort((one, other) => one.height - other.height);
}
