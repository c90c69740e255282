import { checkPositiveInteger, checkSameLength } from '../../check.ts';
import { bootstrapMean } from '../bootstrap.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import type { Figure } from '../figure.ts';
import type { Retrieval, RetrievalWithin } from './retrieval.ts';

/** The bootstrap, and the labels of the queries where identities are drawn instead of queries. */
export type RetrievalFigureOptions = BootstrapOptions & { readonly labels?: readonly string[] };

/** The share of queries whose k nearest hold an item of the same class (recall at k of metric learning, hit rate). */
export function recallAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  checkPositiveInteger(k, 'recallAt: k');
  return figureOf(
    found.firstRank.map((rank) => (rank <= k ? 1 : rank > k ? 0 : NaN)),
    options,
    'recallAt',
  );
}

/** The cumulative match characteristic: `recallAt` for every k from 1 to `ranks`. */
export function cmc(found: Retrieval, ranks: number): Float64Array {
  checkPositiveInteger(ranks, 'cmc: ranks');
  const curve = new Float64Array(ranks);
  for (const rank of found.firstRank) if (rank <= ranks) curve[rank - 1]!++;
  for (let k = 0, sum = 0; k < ranks; k++) curve[k] = (sum += curve[k]!) / found.queries;
  return curve;
}

/** The mean over queries of the share of the k nearest that are of the class (k nearest, even where R is smaller). */
export function precisionAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  const { hits } = within(found, k, 'precisionAt');
  return figureOf(
    hits.map((count) => count / k),
    options,
    'precisionAt',
  );
}

/** The mean over queries of the share of their R items that are among the k nearest (recall at k of text retrieval). */
export function relevantRecallAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  const { hits } = within(found, k, 'relevantRecallAt');
  return figureOf(
    hits.map((count, query) => count / found.relevant[query]!),
    options,
    'relevantRecallAt',
  );
}

/** The mean over queries of the share of the R nearest that are of the class. */
export function rPrecision(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.rPrecision, options, 'rPrecision');
}

/** The mean over queries of average precision over the whole ranking: 1 only if all others of the class come first. */
export function meanAveragePrecision(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.averagePrecision, options, 'meanAveragePrecision');
}

/** The mean over queries of average precision within the k nearest, over the `min(k, R)` hits there could be. */
export function mapAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  return figureOf(within(found, k, 'mapAt').averagePrecision, options, 'mapAt');
}

/** The mean over queries of the average precision at R: 1 only if all others of the class come first. */
export function mapAtR(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.averagePrecisionAtR, options, 'mapAtR');
}

/** The mean over queries of 1 over the rank of the first item of the class (MRR). */
export function meanReciprocalRank(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(
    found.firstRank.map((rank) => 1 / rank),
    options,
    'meanReciprocalRank',
  );
}

/** The mean over queries of the normalised discounted cumulative gain of the whole ranking. */
export function ndcg(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.ndcg, options, 'ndcg');
}

/** The mean over queries of the normalised discounted cumulative gain within the k nearest. */
export function ndcgAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  return figureOf(within(found, k, 'ndcgAt').ndcg, options, 'ndcgAt');
}

function within(found: Retrieval, k: number, where: string): RetrievalWithin {
  const at = found.within.get(k);
  if (at === undefined) {
    const known = [...found.within.keys()].join(', ');
    throw new RangeError(`${where}: k must be one that retrieval was asked for (within: [${known}]), got ${k}`);
  }
  return at;
}

function figureOf(values: Float64Array, { labels, ...options }: RetrievalFigureOptions, where: string): Figure {
  if (labels) checkSameLength(values, labels, `${where}: queries and labels`);
  const kept = Array.from(values.keys()).filter((query) => !Number.isNaN(values[query]!));
  const units = labels && kept.map((query) => labels[query]!);
  return bootstrapMean(
    kept.map((query) => values[query]!),
    { ...options, ...(units && { units }) },
  );
}
