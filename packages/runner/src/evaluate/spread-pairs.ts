import type { Embeddings } from '@siamese/core';
import type { Usable } from '../modality.ts';
import { drawPairs } from './draw-pairs.ts';
import { scorePairs } from './score-pairs.ts';
import type { ScoredPair, WorstPairs } from './worst-pairs.ts';

/** Pairs that are looked at, and how many of each kind are kept. */
const [looked, kept] = [40_000, 36];

/**
 * Pairs that are wrong at one threshold or another, of each kind some for every stretch of the thresholds: wherever the
 * threshold is moved, there are mistakes to show that are only just made there. Worst first.
 *
 * @param o.thresholds ascending, all that may be chosen
 */
export async function spreadPairs<Item>(
  target: Usable<Item>,
  embeddings: Embeddings,
  labels: readonly string[],
  { thresholds, seed }: { readonly thresholds: readonly number[]; readonly seed: number },
): Promise<WorstPairs> {
  const epochs = Math.min(20, Math.ceil(looked / (2 * Math.max(1, labels.length))));
  const { a, b, same } = drawPairs(labels, { seed, epochs });
  const scores = await scorePairs(target, embeddings, a, b);
  const found: { [kind in keyof WorstPairs]: Map<number, ScoredPair> } = {
    falseMatches: new Map(),
    falseNonMatches: new Map(),
  };
  const seen = new Set<string>();
  scores.forEach((score, i) => {
    // So many thresholds call it the same.
    const passed = countUpTo(thresholds, score);
    if (passed === (same[i] ? thresholds.length : 0)) return; // right at all of them
    const pair = `${Math.min(a[i]!, b[i]!)} ${Math.max(a[i]!, b[i]!)}`;
    const stretches = found[same[i] ? 'falseNonMatches' : 'falseMatches'];
    const stretch = Math.floor((passed * kept) / (thresholds.length + 1));
    if (stretches.has(stretch) || seen.has(pair)) return;
    seen.add(pair);
    stretches.set(stretch, { a: a[i]!, b: b[i]!, score });
  });
  return {
    falseMatches: [...found.falseMatches.values()].sort((p, q) => q.score - p.score),
    falseNonMatches: [...found.falseNonMatches.values()].sort((p, q) => p.score - q.score),
  };
}

/** How many of ascending values are no larger. */
function countUpTo(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
