import { checkFinite, checkPositiveInteger } from '../check.ts';
import { type Distance, scoreOf } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import type { Clusters } from './clusters.ts';
import { eachTwo } from './each-two.ts';
import { inOrderOfAppearance } from './in-order-of-appearance.ts';
import { unionFind } from './union-find.ts';

/**
 * Clusters of dense rows, as many as there are, and noise between them: DBSCAN.
 *
 * A row with at least `minimum` rows within `radius` of it (itself among them) is a core; cores within the radius of each
 * other are one cluster; any other row within the radius of a core joins the cluster that comes first; what is left is
 * noise, -1. Clusters are numbered by their first core, as scikit-learn numbers them. Scores are computed three times, in
 * blocks: memory stays at `budget` bytes however many rows there are.
 *
 * @param o.radius a distance; the least similarity where the distance is one (cosine, dot)
 * @param o.minimum rows that make a neighbourhood dense, 5 unless given
 * @throws RangeError if a value of `embeddings` is not finite, or an option is out of range
 * @see Ester, Kriegel, Sander, Xu 1996, A density-based algorithm for discovering clusters
 */
export async function dbscan(
  embeddings: Embeddings,
  o: { distance: Distance; radius: number; minimum?: number; budget?: number },
): Promise<Clusters> {
  const { distance, radius, minimum = 5 } = o;
  checkEmbeddings(embeddings, 'dbscan: embeddings');
  checkFinite(radius, 'dbscan: radius');
  checkPositiveInteger(minimum, 'dbscan: minimum');
  const least = scoreOf(distance, radius);
  const { rows } = embeddings;
  const within = (use: (row: number, other: number) => void): Promise<void> =>
    eachTwo(embeddings, o, (row, other, score) => {
      if (score >= least) use(row, other);
    });

  const neighbours = new Int32Array(rows).fill(1);
  await within((row, other) => {
    neighbours[row]!++;
    neighbours[other]!++;
  });
  const core = (row: number) => neighbours[row]! >= minimum;

  const joined = unionFind(rows);
  await within((row, other) => {
    if (core(row) && core(other)) joined.join(row, other);
  });
  // A set's name is its first core, so the smaller name is the cluster that comes first.
  const names = Int32Array.from({ length: rows }, (_, row) => (core(row) ? joined.find(row) : rows));
  const border = names.slice();
  await within((row, other) => {
    if (core(row) && !core(other)) border[other] = Math.min(border[other]!, names[row]!);
    if (core(other) && !core(row)) border[row] = Math.min(border[row]!, names[other]!);
  });
  // Numbers follow the first core, not the first row, which may be a border.
  const numbered = inOrderOfAppearance(names.map((name) => (name === rows ? -1 : name)));
  return { of: border.map((name) => (name === rows ? -1 : numbered.of[name]!)), count: numbered.count };
}
