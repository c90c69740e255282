import { pairScores, scoreRowsOf, type Distance, type Embeddings } from '@siamese/core';
import { drawPairs } from './draw-pairs.ts';

/** What a threshold does to pairs. */
export type PairErrors = { readonly pairs: number; readonly right: number; readonly far: number; readonly frr: number };

/** The errors at a threshold over a set's own pairs: each item once in a same pair and once in a different one. */
export async function ownPairs(
  embeddings: Embeddings,
  labels: readonly string[],
  distance: Distance,
  { threshold, seed }: { threshold: number; seed: number },
): Promise<PairErrors> {
  const { a, b, same } = drawPairs(labels, { seed, epochs: 1 });
  const scores = await pairScores(embeddings, a, embeddings, b, scoreRowsOf(distance));
  const wrong = (kind: boolean): number =>
    same.filter((equal, i) => equal === kind && scores[i]! >= threshold !== equal).length;
  const alike = same.filter(Boolean).length;
  const [missed, passed] = [wrong(true), wrong(false)];
  return {
    pairs: same.length,
    right: same.length - missed - passed,
    far: passed / (same.length - alike),
    frr: missed / alike,
  };
}
