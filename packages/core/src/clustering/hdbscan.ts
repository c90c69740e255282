import { checkPositiveInteger } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import type { Clusters } from './clusters.ts';
import { inOrderOfAppearance } from './in-order-of-appearance.ts';
import { type Edge, mutualReachabilityTree } from './mutual-reachability.ts';
import { unionFind } from './union-find.ts';

/** A join of the hierarchy: its two parts (rows below n, joins from n on), where, and how many rows. */
type Join = { left: number; right: number; height: number; size: number };

/** A cluster that has at least `smallest` rows, from where it splits off to where it ends. */
type Condensed = { parent: number; birth: number; stability: number; children: number[] };

/**
 * Clusters of any density, as many as there are, and noise, -1: HDBSCAN.
 *
 * Rows are joined from the densest on (`mutualReachabilityTree`); a cluster is what keeps at least `smallest` rows; of a
 * cluster and its parts those are chosen that last longer in sum over their rows, `sum (1 / d_leaves - 1 / d_born)`. The
 * whole is never chosen. The distance must be a metric (`euclidean`, `manhattan`): a similarity has no
 * inverse. Clusters are numbered as their first rows come.
 *
 * @param o.smallest rows of a cluster, 5 unless given
 * @param o.minimum rows that make a neighbourhood dense, `smallest` unless given
 * @throws RangeError if a value is not finite, or an option is out of range
 * @throws TypeError if the distance is a similarity
 * @see Campello, Moulavi, Sander 2013, Density-based clustering based on hierarchical density estimates
 */
export async function hdbscan(
  embeddings: Embeddings,
  o: { distance: Distance; smallest?: number; minimum?: number; budget?: number },
): Promise<Clusters> {
  const { distance, smallest = 5 } = o;
  const minimum = o.minimum ?? smallest;
  checkEmbeddings(embeddings, 'hdbscan: embeddings');
  checkPositiveInteger(smallest, 'hdbscan: smallest');
  checkPositiveInteger(minimum, 'hdbscan: minimum');
  if (smallest < 2) throw new RangeError(`hdbscan: smallest must be 2 or more, got ${smallest}`);
  if (distance.nearer === 'larger') {
    throw new TypeError(
      `hdbscan: distance must be one that is smaller for nearer rows, got ${distance.name}: normalise the rows and take euclidean`,
    );
  }
  const { rows } = embeddings;
  if (rows < 2) return { of: new Int32Array(rows).fill(-1), count: 0 };
  const edges = await mutualReachabilityTree(embeddings, { distance, minimum, budget: o.budget });
  return condense(hierarchyOf(edges, rows), rows, smallest);
}

/** The joins in the order in which they happen; the last is the whole. */
function hierarchyOf(edges: readonly Edge[], rows: number): Join[] {
  const joins: Join[] = [];
  const joined = unionFind(rows);
  // The node that stands for each set of rows now.
  const nodes = Int32Array.from({ length: rows }, (_, row) => row);
  const sizeOf = (node: number) => (node < rows ? 1 : joins[node - rows]!.size);
  for (const { a, b, height } of edges) {
    const [left, right] = [nodes[joined.find(a)]!, nodes[joined.find(b)]!];
    joined.join(a, b);
    nodes[joined.find(a)] = rows + joins.length;
    joins.push({ left, right, height, size: sizeOf(left) + sizeOf(right) });
  }
  return joins;
}

/** From the whole down: what falls off a cluster, what splits it, and how long it lasts; then the choice. */
function condense(joins: readonly Join[], rows: number, smallest: number): Clusters {
  const sizeOf = (node: number) => (node < rows ? 1 : joins[node - rows]!.size);
  const clusters: Condensed[] = [{ parent: -1, birth: 0, stability: 0, children: [] }];
  // Where each row fell out of which cluster.
  const fellFrom = new Int32Array(rows).fill(-1);
  const open: [node: number, cluster: number][] = [[2 * rows - 2, 0]];
  while (open.length > 0) {
    const [node, cluster] = open.pop()!;
    if (node < rows) continue;
    const { left, right, height } = joins[node - rows]!;
    // Rows that coincide last for ever: their density is taken as the largest number.
    const density = height > 0 ? 1 / height : Number.MAX_VALUE ** 0.5;
    const big = [left, right].filter((part) => sizeOf(part) >= smallest);
    const own = clusters[cluster]!;
    for (const part of [left, right]) {
      if (big.length === 2) {
        own.stability += sizeOf(part) * (density - own.birth);
        own.children.push(clusters.length);
        open.push([part, clusters.length]);
        clusters.push({ parent: cluster, birth: density, stability: 0, children: [] });
      } else if (sizeOf(part) >= smallest) {
        open.push([part, cluster]);
      } else {
        own.stability += sizeOf(part) * (density - own.birth);
        for (const row of rowsUnder(part, joins, rows)) fellFrom[row] = cluster;
      }
    }
  }

  // Parts come after what they are parts of, so from the last to the first every part is known before its whole.
  const chosen = clusters.map(() => true);
  for (let i = clusters.length - 1; i >= 0; i--) {
    const { children, stability } = clusters[i]!;
    const inParts = children.reduce((sum, child) => sum + clusters[child]!.stability, 0);
    if (children.length > 0 && inParts > stability) {
      chosen[i] = false;
      clusters[i]!.stability = inParts;
    }
  }
  chosen[0] = false;
  const top: number[] = [];
  for (const [i, { parent }] of clusters.entries()) {
    const above = parent < 0 ? -1 : top[parent]!;
    top.push(above >= 0 ? above : chosen[i] ? i : -1);
  }

  return inOrderOfAppearance(fellFrom.map((cluster) => (cluster < 0 ? -1 : top[cluster]!)));
}

function rowsUnder(node: number, joins: readonly Join[], rows: number): number[] {
  const found: number[] = [];
  const open = [node];
  while (open.length > 0) {
    const at = open.pop()!;
    if (at < rows) found.push(at);
    else open.push(joins[at - rows]!.left, joins[at - rows]!.right);
  }
  return found;
}
