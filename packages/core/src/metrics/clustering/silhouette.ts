import { checkFinite } from '../../check.ts';
import type { ScoreBlock } from '../all-pairs/score-block.ts';
import { bootstrapMean, numberUnits } from '../bootstrap.ts';
import type { BootstrapOptions, Units } from '../bootstrap.ts';
import type { Figure } from '../figure.ts';

/**
 * The silhouette of each item, `(b - a) / max(a, b)`: a its mean distance to the others of its cluster, b the least of its
 * mean distances to another cluster. 1: far nearer to its own; 0: between two, alone in its cluster, or on top of all.
 *
 * The distances come as scores in blocks of whole rows, so that no more than a block is ever held; a distance is
 * `from - score`.
 *
 * Reference: Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, 1987.
 *
 * @param options.from 0 unless given, for scores that are minus distances; 1 for cosines
 * @throws RangeError unless there are at least two clusters and fewer than items, if a block holds no whole rows, rows are
 * missing, or a score is NaN or infinite (its items are named)
 */
export async function silhouettes(
  clusters: ArrayLike<number | string>,
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  { from = 0 }: { readonly from?: number } = {},
): Promise<Float64Array> {
  checkFinite(from, 'silhouettes: from');
  const n = clusters.length;
  const { unitOf, count } = numberUnits(n, clusters);
  if (count < 2 || count >= n) {
    throw new RangeError(`silhouettes: clusters must be 2 or more and fewer than items, got ${count} of ${n} items`);
  }
  const sizes = new Float64Array(count);
  for (const cluster of unitOf) sizes[cluster]!++;
  const values = new Float64Array(n);
  const sums = new Float64Array(count);
  let seen = 0;
  for await (const { top, rows, left, columns, scores } of blocks) {
    if (left !== 0 || columns !== n || top !== seen || top + rows > n || scores.length !== rows * columns) {
      throw new RangeError(
        `silhouettes: blocks must hold whole rows in order, got ${rows} x ${columns} at ${top}, ${left} of ${n} items`,
      );
    }
    for (let row = 0; row < rows; row++) {
      const item = top + row;
      const line = scores.subarray(row * n, (row + 1) * n);
      sums.fill(0);
      for (let other = 0; other < n; other++) sums[unitOf[other]!]! += line[other]!;
      if (!sums.every(Number.isFinite)) {
        const other = line.findIndex((score) => !Number.isFinite(score));
        throw new RangeError(
          `silhouettes: scores must be finite numbers, got ${line[other]} for items ${item} and ${other}`,
        );
      }
      values[item] = silhouetteOf(unitOf[item]!, line[item]!, sums, sizes, from);
    }
    seen += rows;
  }
  if (seen !== n) throw new RangeError(`silhouettes: blocks must hold ${n} rows, got ${seen}`);
  return values;
}

/** The mean silhouette and its interval; with `units` (the identity of each item) identities are drawn. */
export async function silhouette(
  clusters: ArrayLike<number | string>,
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  { from = 0, ...options }: BootstrapOptions & Units & { readonly from?: number },
): Promise<Figure> {
  return bootstrapMean(await silhouettes(clusters, blocks, { from }), options);
}

function silhouetteOf(own: number, self: number, sums: Float64Array, sizes: Float64Array, from: number): number {
  const others = sizes[own]! - 1;
  if (others === 0) return 0;
  const within = from - (sums[own]! - self) / others;
  let nearest = Infinity;
  for (let cluster = 0; cluster < sums.length; cluster++) {
    if (cluster !== own) nearest = Math.min(nearest, from - sums[cluster]! / sizes[cluster]!);
  }
  const larger = Math.max(within, nearest);
  return larger > 0 ? (nearest - within) / larger : 0;
}
