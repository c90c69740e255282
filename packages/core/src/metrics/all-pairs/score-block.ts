import { classNumbers } from './class-numbers.ts';

/** A rectangle of a matrix of scores, row by row: `scores[i * columns + j]` is item `top + i` against item `left + j`. */
export type ScoreBlock = {
  readonly top: number;
  readonly rows: number;
  readonly left: number;
  readonly columns: number;
  readonly scores: Float32Array;
};

/** Gives the blocks from the start each time it is called, with the same scores. */
export type ScoreBlocks = () => Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>;

/** The pairs of a set of items: those above the diagonal of the matrix of scores. */
export type PairSource = {
  readonly classOf: Int32Array;
  readonly identities: number;
  readonly blocks: ScoreBlocks;
};

/** Labels as numbers beside the blocks. */
export function pairSource(labels: readonly string[], blocks: ScoreBlocks): PairSource {
  return { ...classNumbers(labels), blocks };
}

/**
 * Calls `visit` once for each row of each block with the part that lies above the diagonal: the item, the first of the
 * others, how many, and the bits of their scores from `at` on.
 *
 * @throws RangeError if a block does not fit the items, or the blocks hold not every pair once
 */
export async function eachRow(
  { classOf, blocks }: PairSource,
  visit: (item: number, first: number, count: number, bits: Int32Array, at: number) => void,
): Promise<void> {
  const n = classOf.length;
  let pairs = 0;
  for await (const { top, rows, left, columns, scores } of blocks()) {
    if (top < 0 || left < 0 || top + rows > n || left + columns > n || scores.length !== rows * columns) {
      throw new RangeError(
        `allPairs: a block must lie within ${n} x ${n} and be filled, got ${rows} x ${columns} at ${top}, ${left} with ${scores.length} scores`,
      );
    }
    const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length);
    for (let row = 0; row < rows; row++) {
      const item = top + row;
      const skipped = Math.max(0, item + 1 - left);
      if (skipped >= columns) continue;
      pairs += columns - skipped;
      visit(item, left + skipped, columns - skipped, bits, row * columns + skipped);
    }
  }
  const all = (n * (n - 1)) / 2;
  if (pairs !== all) {
    throw new RangeError(`allPairs: blocks must hold each of the ${all} pairs of ${n} items once, got ${pairs} pairs`);
  }
}
