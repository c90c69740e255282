import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { classNumbers } from './all-pairs/class-numbers.ts';
import type { ScoreBlock } from './all-pairs/score-block.ts';
import { bootstrapMean } from './bootstrap.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/** For each item that has another of its class: how well a search for it among all others goes. NaN: it has none. */
export type Retrieval = {
  /** The rank of the nearest item of the same class, from 1. */
  readonly firstRank: Float64Array;
  /** Average precision over the R nearest, R being how many others the class has. */
  readonly averagePrecisionAtR: Float64Array;
  /** The share of the R nearest that are of the class. */
  readonly rPrecision: Float64Array;
  /** How many items have another of their class. */
  readonly queries: number;
};

/**
 * Searches for each item among all others, from scores that come in blocks of whole rows (`left` 0, as many columns as
 * items); the item itself does not count. An item of another class with the same score comes first, so that equal
 * embeddings find nothing.
 *
 * Reference: Musgrave et al., A metric learning reality check, 2020 (R-precision, MAP@R).
 *
 * @throws RangeError if a block holds no whole rows, rows are missing, a score is NaN, or no class has two items
 */
export async function retrieval(
  labels: readonly string[],
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
): Promise<Retrieval> {
  const n = labels.length;
  const { classOf, identities } = classNumbers(labels);
  const sizes = new Int32Array(identities);
  for (const c of classOf) sizes[c]!++;
  const result = {
    firstRank: new Float64Array(n).fill(NaN),
    averagePrecisionAtR: new Float64Array(n).fill(NaN),
    rPrecision: new Float64Array(n).fill(NaN),
  };
  let seen = 0;
  let queries = 0;
  for await (const { top, rows, left, columns, scores } of blocks) {
    if (left !== 0 || columns !== n || top !== seen || scores.length !== rows * n) {
      throw new RangeError(
        `retrieval: blocks must hold whole rows in order, got ${rows} x ${columns} at ${top}, ${left} of ${n} items`,
      );
    }
    for (let row = 0; row < rows; row++) {
      const item = top + row;
      const others = sizes[classOf[item]!]! - 1;
      if (others === 0) continue;
      queries++;
      const ranks = ranksOf(scores.subarray(row * n, (row + 1) * n), item, classOf, others);
      result.firstRank[item] = ranks[0]!;
      let hits = 0;
      let precision = 0;
      while (hits < others && ranks[hits]! <= others) precision += ++hits / ranks[hits - 1]!;
      result.rPrecision[item] = hits / others;
      result.averagePrecisionAtR[item] = precision / others;
    }
    seen += rows;
  }
  if (seen !== n) throw new RangeError(`retrieval: blocks must hold ${n} rows, got ${seen}`);
  if (queries === 0) throw new RangeError('retrieval: labels must have a class of at least two items, got none');
  return { ...result, queries };
}

/** The ranks of the items of the same class, rising. */
function ranksOf(scores: Float32Array, item: number, classOf: Int32Array, others: number): Int32Array {
  const own = classOf[item]!;
  const alike = new Float32Array(others);
  for (let other = 0, at = 0; other < scores.length; other++) {
    if (scores[other]! !== scores[other]!) {
      throw new RangeError(`retrieval: scores must not be NaN, got NaN for items ${item} and ${other}`);
    }
    if (classOf[other] === own && other !== item) alike[at++] = scores[other]!;
  }
  alike.sort();
  // before[k]: how many of other classes score at least alike[k], but less than alike[k + 1].
  const before = new Int32Array(others);
  const least = alike[0]!;
  for (let other = 0; other < scores.length; other++) {
    const score = scores[other]!;
    if (score < least || classOf[other] === own) continue;
    let low = 0;
    let high = others - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (alike[middle]! <= score) low = middle;
      else high = middle - 1;
    }
    before[low]!++;
  }
  const ranks = new Int32Array(others);
  let strangers = 0;
  for (let k = 0; k < others; k++) {
    strangers += before[others - 1 - k]!;
    ranks[k] = k + 1 + strangers;
  }
  return ranks;
}

/** The share of queries whose k nearest hold an item of the same class (recall at k, CMC at rank k). */
export function recallAt(found: Retrieval, k: number, options: RetrievalFigureOptions): Figure {
  checkPositiveInteger(k, 'recallAt: k');
  return figureOf(
    found.firstRank.map((rank) => (rank <= k ? 1 : rank > k ? 0 : NaN)),
    options,
    'recallAt',
  );
}

/** The mean over queries of the average precision at R: 1 only if all others of the class come first. */
export function mapAtR(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.averagePrecisionAtR, options, 'mapAtR');
}

/** The mean over queries of the share of the R nearest that are of the class. */
export function rPrecision(found: Retrieval, options: RetrievalFigureOptions): Figure {
  return figureOf(found.rPrecision, options, 'rPrecision');
}

/** The bootstrap, and the labels where identities are drawn instead of queries. */
export type RetrievalFigureOptions = BootstrapOptions & { readonly labels?: readonly string[] };

function figureOf(values: Float64Array, { labels, ...options }: RetrievalFigureOptions, where: string): Figure {
  if (labels) checkSameLength(values, labels, `${where}: items and labels`);
  const kept = Array.from(values.keys()).filter((item) => !Number.isNaN(values[item]!));
  const units = labels && kept.map((item) => labels[item]!);
  return bootstrapMean(
    kept.map((item) => values[item]!),
    { ...options, ...(units && { units }) },
  );
}
