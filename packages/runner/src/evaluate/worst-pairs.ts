import { rankBlocks, type Distance, type Embeddings, type Head } from '@siamese/core';
import { likelihood } from './score-pairs.ts';

/** A pair by its two rows, and its score (larger is more alike). */
export type ScoredPair = { readonly a: number; readonly b: number; readonly score: number };

/** The pairs that are most wrong, worst first. */
export type WorstPairs = {
  /** Different pairs with the highest scores. */
  readonly falseMatches: readonly ScoredPair[];
  /** Same pairs with the lowest scores. */
  readonly falseNonMatches: readonly ScoredPair[];
};

const perItem = 2;

/**
 * Looks at all pairs and keeps the `keep` worst of each kind; no item is in more than two of a kind, or one would fill the list.
 *
 * @param by a distance, or a head, whose scores are probabilities
 */
export async function worstPairs(
  embeddings: Embeddings,
  labels: readonly string[],
  by: Distance | Head,
  keep = 12,
): Promise<WorstPairs> {
  // Comparing numbers fifty million times is quicker than comparing strings.
  const known = new Map([...new Set(labels)].map((label, i) => [label, i]));
  const numbers = Int32Array.from(labels, (label) => known.get(label)!);
  const falseMatches: ScoredPair[] = [];
  const falseNonMatches: ScoredPair[] = [];
  for await (const block of rankBlocks(by, embeddings, { upper: true })) {
    for (let i = 0; i < block.rows; i++) {
      const a = block.top + i;
      for (let j = Math.max(0, a + 1 - block.left); j < block.columns; j++) {
        const b = block.left + j;
        const score = block.scores[i * block.columns + j]!;
        if (numbers[a] === numbers[b]) offer(falseNonMatches, { a, b, score }, keep, 1);
        else offer(falseMatches, { a, b, score }, keep, -1);
      }
    }
  }
  const scored = (list: readonly ScoredPair[]): ScoredPair[] =>
    'logits' in by ? list.map((pair) => ({ ...pair, score: likelihood(pair.score) })) : [...list];
  return { falseMatches: scored(falseMatches), falseNonMatches: scored(falseNonMatches) };
}

/** Puts a pair into its place in a list whose scores rise (direction 1) or fall (-1), if it belongs there. */
function offer(pairs: ScoredPair[], pair: ScoredPair, keep: number, direction: 1 | -1): void {
  const last = pairs[keep - 1];
  if (last !== undefined && direction * (pair.score - last.score) >= 0) return;
  const at = pairs.findIndex(({ score }) => direction * (pair.score - score) < 0);
  pairs.splice(at < 0 ? pairs.length : at, 0, pair);
  const uses = new Map<number, number>();
  const kept = pairs.filter(({ a, b }) => {
    for (const item of [a, b]) uses.set(item, (uses.get(item) ?? 0) + 1);
    return uses.get(a)! <= perItem && uses.get(b)! <= perItem;
  });
  pairs.splice(0, pairs.length, ...kept.slice(0, keep));
}
