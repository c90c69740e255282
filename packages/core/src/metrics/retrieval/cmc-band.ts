import { checkPositiveInteger } from '../../check.ts';
import type { Figure } from '../figure.ts';
import { recallAt, type RetrievalFigureOptions } from './figures.ts';
import type { Retrieval } from './retrieval.ts';

/**
 * The cumulative match characteristic with its confidence band: `recallAt` with its interval for every k from 1 to `ranks`.
 *
 * The band is pointwise: each interval holds for its rank, not all at once. With `labels` identities are drawn, the same ones at
 * every rank, so neither bound falls.
 *
 * @throws RangeError unless ranks is a positive integer, or where `recallAt` throws
 */
export function cmcBand(found: Retrieval, ranks: number, options: RetrievalFigureOptions): readonly Figure[] {
  checkPositiveInteger(ranks, 'cmcBand: ranks');
  return Array.from({ length: ranks }, (_, at) => recallAt(found, at + 1, options));
}
