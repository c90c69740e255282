import type { Distance } from '../distances/index.ts';
import type { Head } from '../heads/index.ts';
import { type Embeddings, type ScoreBlock, scoreBlocks, scoreMatrixOf } from '../knn/index.ts';
import { everyPair } from './scorer.ts';

/** What orders pairs by how alike they are, in float32: a distance's scores, or a head's logits (not yet probabilities). */
export function rankBlocks(
  by: Distance | Head,
  embeddings: Embeddings,
  o: { upper?: boolean; budget?: number } = {},
): AsyncIterable<ScoreBlock> {
  return scoreBlocks(embeddings, embeddings, 'logits' in by ? everyPair(by) : scoreMatrixOf(by), o);
}

/** The logit of a probability, within what a float32 tells apart from certainty. */
export function logitOf(probability: number): number {
  return Math.min(1e3, Math.max(-1e3, Math.log(probability / (1 - probability))));
}

/** The probability of a logit: `1 / (1 + e^-logit)`. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
