import { checkPositiveInteger } from '../../check.ts';
import { classNumbers } from '../all-pairs/class-numbers.ts';
import type { ScoreBlock } from '../all-pairs/score-block.ts';
import { averagePrecisionOf, hitsWithin, rPrecisionOf } from './average-precision.ts';
import { ndcgOf } from './ndcg.ts';
import { ranksOf } from './ranks.ts';

/** For each query that has an item of its class to find: how well the search goes. NaN: it has none. */
export type Retrieval = {
  /** The rank of the nearest item of the same class, from 1. */
  readonly firstRank: Float64Array;
  /** How many items of the class there are to find: R. */
  readonly relevant: Float64Array;
  /** Average precision over the whole ranking. */
  readonly averagePrecision: Float64Array;
  /** Average precision over the R nearest. */
  readonly averagePrecisionAtR: Float64Array;
  /** The share of the R nearest that are of the class. */
  readonly rPrecision: Float64Array;
  /** Normalised discounted cumulative gain over the whole ranking. */
  readonly ndcg: Float64Array;
  /** What is found within the first k, for each k asked for. */
  readonly within: ReadonlyMap<number, RetrievalWithin>;
  /** How many queries have something to find. */
  readonly queries: number;
};

/** What the first k of a search hold, for each query. */
export type RetrievalWithin = {
  /** How many items of the class. */
  readonly hits: Float64Array;
  readonly averagePrecision: Float64Array;
  readonly ndcg: Float64Array;
};

/** What is searched for, and in what. */
export type RetrievalOptions = {
  /** The k of figures at k (1, 5 and 10 unless given); `recallAt` and `cmc` serve every k. */
  readonly within?: readonly number[];
  /** The labels of what is searched, the columns of the blocks, where that is not the queries themselves. */
  readonly gallery?: readonly string[];
  /** Which items are searched for (all unless given): row i of the blocks is item `items[i]`. */
  readonly items?: ArrayLike<number>;
};

/**
 * Searches for each item among all others, from scores that come in blocks of whole rows (`left` 0, as many columns as
 * items), so that no more than a block is ever held; the item itself does not count. An item of another class with the
 * same score comes first, so that equal embeddings find nothing.
 *
 * With `gallery`, searches among that (captions for pictures); with `items`, for some of the items (ten thousand of a
 * million) among all.
 *
 * Reference: Musgrave et al., A metric learning reality check, 2020 (R-precision, MAP@R).
 *
 * @throws RangeError if a block holds no whole rows, rows are missing, a score is NaN (its items are named), or no query
 * has anything to find
 */
export async function retrieval(
  labels: readonly string[],
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  { within = [1, 5, 10], gallery, items }: RetrievalOptions = {},
): Promise<Retrieval> {
  for (const k of within) checkPositiveInteger(k, 'retrieval: each k of within');
  const base = gallery ?? labels;
  const { classOf, identities } = classNumbers(gallery ? gallery.concat(labels) : labels);
  const classes = classOf.subarray(0, base.length);
  const ownClasses = gallery ? classOf.subarray(base.length) : classes;
  const sizes = new Int32Array(identities);
  for (const c of classes) sizes[c]!++;
  const count = items?.length ?? labels.length;
  const empty = () => new Float64Array(count).fill(NaN);
  const found = {
    firstRank: empty(),
    relevant: empty(),
    averagePrecision: empty(),
    averagePrecisionAtR: empty(),
    rPrecision: empty(),
    ndcg: empty(),
    within: new Map(within.map((k) => [k, { hits: empty(), averagePrecision: empty(), ndcg: empty() }])),
  };
  let seen = 0;
  let queries = 0;
  for await (const { top, rows, left, columns, scores } of blocks) {
    if (left !== 0 || columns !== base.length || top !== seen || scores.length !== rows * columns) {
      throw new RangeError(
        `retrieval: blocks must hold whole rows in order, got ${rows} x ${columns} at ${top}, ${left} of ${base.length} items`,
      );
    }
    if (seen + rows > count) throw new RangeError(`retrieval: blocks must hold ${count} rows, got ${seen + rows}`);
    for (let row = 0; row < rows; row++) {
      const query = top + row;
      const item = items ? items[query]! : query;
      const own = ownClasses[item];
      if (own === undefined) throw new RangeError(`retrieval: items must be below ${labels.length}, got ${item}`);
      const relevant = sizes[own]! - (gallery ? 0 : 1);
      if (relevant === 0) continue;
      queries++;
      const line = scores.subarray(row * columns, (row + 1) * columns);
      const ranks = ranksOf(line, classes, own, gallery ? -1 : item, relevant, item);
      found.firstRank[query] = ranks[0]!;
      found.relevant[query] = relevant;
      found.averagePrecision[query] = averagePrecisionOf(ranks);
      found.averagePrecisionAtR[query] = averagePrecisionOf(ranks, relevant);
      found.rPrecision[query] = rPrecisionOf(ranks);
      found.ndcg[query] = ndcgOf(ranks);
      for (const [k, at] of found.within) {
        at.hits[query] = hitsWithin(ranks, k);
        at.averagePrecision[query] = averagePrecisionOf(ranks, k);
        at.ndcg[query] = ndcgOf(ranks, k);
      }
    }
    seen += rows;
  }
  if (seen !== count) throw new RangeError(`retrieval: blocks must hold ${count} rows, got ${seen}`);
  if (queries === 0) {
    throw new RangeError(
      gallery
        ? 'retrieval: gallery must hold an item of the class of a query, got none'
        : 'retrieval: labels must have a class of at least two items, got none',
    );
  }
  return { ...found, queries };
}
