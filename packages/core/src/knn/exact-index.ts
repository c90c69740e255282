import { checkNonNegativeInteger, checkPositiveInteger, checkSameLength } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings, joinRows, pickRows } from './embeddings.ts';
import { nearest } from './nearest.ts';

/** Something found: the key it was added under, and its score; larger is more alike. */
export type Neighbour = { key: number; score: number };

/** Where embeddings are kept to be searched. Keys are chosen by whoever adds: non-negative integers, each once. */
export interface Index {
  readonly size: number;
  add(embeddings: Embeddings, keys: readonly number[]): void | Promise<void>;
  /** Removes what has these keys, and nothing else; says how many there were. */
  remove(keys: readonly number[]): number | Promise<number>;
  /** For each query its k nearest, best first; fewer where there are fewer. */
  search(queries: Embeddings, o: { k: number; filter?: (key: number) => boolean }): Promise<Neighbour[][]>;
}

/** An index whose content can be asked for, to be saved (`indexBytes`). */
export interface ExactIndex extends Index {
  readonly distance: Distance;
  /** What was added and not removed, in order; the values are the index's own, not a copy. Undefined while it is empty. */
  content(): { embeddings: Embeddings; keys: readonly number[] } | undefined;
}

/**
 * An index that compares with every row, by matrix products in blocks: exact, in memory, no other library.
 *
 * Among equal scores what was added first comes first.
 *
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 */
export function exactIndex({ distance, budget }: { distance: Distance; budget?: number }): ExactIndex {
  let keys: number[] = [];
  const known = new Set<number>();
  // Rows come in batches: they are joined when somebody searches, not at each of them.
  let parts: Embeddings[] = [];
  const joinedRows = (): Embeddings => {
    if (parts.length > 1) parts = [joinRows(parts)];
    return parts[0]!;
  };
  return {
    distance,
    content: () => (keys.length === 0 ? undefined : { embeddings: joinedRows(), keys }),
    get size() {
      return keys.length;
    },
    add(embeddings, newKeys) {
      checkEmbeddings(embeddings, 'Index.add: embeddings');
      checkSameLength(newKeys, { length: embeddings.rows }, 'Index.add: keys and rows');
      if (parts[0] !== undefined && parts[0].dimensions !== embeddings.dimensions) {
        throw new RangeError(
          `Index.add: embeddings must have ${parts[0].dimensions} dimensions, got ${embeddings.dimensions}`,
        );
      }
      for (const key of newKeys) checkNonNegativeInteger(key, 'Index.add: key');
      const seen = new Set<number>();
      const twice = newKeys.find((key) => known.has(key) || seen.size === seen.add(key).size);
      if (twice !== undefined) throw new RangeError(`Index.add: key must be new, got ${twice} which is there already`);
      for (const key of newKeys) known.add(key);
      parts.push(joinRows([embeddings]));
      keys = keys.concat(newKeys);
    },
    remove(unwanted) {
      const gone = new Set(unwanted);
      const kept = [...keys.keys()].filter((row) => !gone.has(keys[row]!));
      const removed = keys.length - kept.length;
      if (removed > 0) {
        parts = kept.length === 0 ? [] : [pickRows(joinedRows(), kept)];
        keys = kept.map((row) => keys[row]!);
        for (const key of gone) known.delete(key);
      }
      return removed;
    },
    async search(queries, { k, filter }) {
      checkPositiveInteger(k, 'Index.search: k');
      checkEmbeddings(queries, 'Index.search: queries');
      if (parts.length === 0) return Array.from({ length: queries.rows }, () => []);
      const inOrder = keys;
      const rows = joinedRows();
      const found = await nearest(queries, rows, {
        k,
        distance,
        budget,
        filter: filter && ((row) => filter(inOrder[row]!)),
      });
      return Array.from({ length: queries.rows }, (_, query) =>
        Array.from({ length: found.k }, (_, place) => ({
          key: inOrder[found.rows[query * found.k + place]!]!,
          score: found.scores[query * found.k + place]!,
        })),
      );
    },
  };
}
