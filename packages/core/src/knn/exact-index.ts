import { checkPositiveInteger, checkSameLength } from '../check.ts';
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

/**
 * An index that compares with every row, by matrix products in blocks: exact, in memory, no other library.
 *
 * Among equal scores what was added first comes first.
 *
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 */
export function exactIndex({ distance, budget }: { distance: Distance; budget?: number }): Index {
  let rows: Embeddings | undefined;
  let keys: number[] = [];
  return {
    get size() {
      return keys.length;
    },
    add(embeddings, newKeys) {
      checkEmbeddings(embeddings, 'Index.add: embeddings');
      checkSameLength(newKeys, { length: embeddings.rows }, 'Index.add: keys and rows');
      const all = new Set(keys);
      for (const key of newKeys) {
        if (all.has(key)) throw new RangeError(`Index.add: key must be new, got ${key} which is there already`);
        all.add(key);
      }
      rows = rows === undefined ? joinRows([embeddings]) : joinRows([rows, embeddings]);
      keys = [...keys, ...newKeys];
    },
    remove(unwanted) {
      const gone = new Set(unwanted);
      const kept = [...keys.keys()].filter((row) => !gone.has(keys[row]!));
      const removed = keys.length - kept.length;
      if (rows !== undefined && removed > 0) {
        rows = kept.length === 0 ? undefined : pickRows(rows, kept);
        keys = kept.map((row) => keys[row]!);
      }
      return removed;
    },
    async search(queries, { k, filter }) {
      checkPositiveInteger(k, 'Index.search: k');
      if (rows === undefined) return Array.from({ length: queries.rows }, () => []);
      const inOrder = keys;
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
