import { pairScores, scoreRowsOf, type Embeddings } from '@siamese/core';
import type { Usable } from '../modality.ts';

/** The scores of pairs of rows, as `compare` gives them: by the distance, or a head's probability. */
export async function scorePairs<Item>(
  target: Usable<Item>,
  embeddings: Embeddings,
  a: readonly number[],
  b: readonly number[],
): Promise<Float64Array> {
  if (!('head' in target))
    return Float64Array.from(await pairScores(embeddings, a, embeddings, b, scoreRowsOf(target.distance)));
  const logits = await pairScores(embeddings, a, embeddings, b, (x, y) => target.head.logits(x, y));
  return Float64Array.from(logits, likelihood);
}

/** The probability of a logit. */
export function likelihood(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
