import { scoreBlocks, type Distance, type Embeddings } from '@siamese/core';
import { scoreMatrix } from './scores.ts';

/** A pair by its two rows, and its score (larger is more alike). */
export type ScoredPair = { readonly a: number; readonly b: number; readonly score: number };

/** All pairs of a set of embeddings, counted by their score. */
export type PairScan = {
  /** The lowest score, and how much each bin covers. */
  readonly low: number;
  readonly width: number;
  readonly same: Float64Array;
  readonly different: Float64Array;
  /** Different pairs with the highest scores, worst first. */
  readonly falseMatches: readonly ScoredPair[];
  /** Same pairs with the lowest scores, worst first. */
  readonly falseNonMatches: readonly ScoredPair[];
};

/** Counts all pairs in `bins` bins between the lowest and the highest score, and keeps the `keep` worst of each kind. */
export async function scanPairs(
  embeddings: Embeddings,
  labels: readonly string[],
  distance: Distance,
  { bins = 60_000, keep = 12 }: { bins?: number; keep?: number } = {},
): Promise<PairScan> {
  let [low, high] = [Infinity, -Infinity];
  await eachPair(embeddings, distance, (_, __, score) => {
    if (score < low) low = score;
    if (score > high) high = score;
  });
  const width = (high - low) / bins || 1;
  const same = new Float64Array(bins);
  const different = new Float64Array(bins);
  const falseMatches = worst(keep, (a, b) => b - a);
  const falseNonMatches = worst(keep, (a, b) => a - b);
  const numbers = numbersOf(labels);
  await eachPair(embeddings, distance, (a, b, score) => {
    const equal = numbers[a] === numbers[b];
    (equal ? same : different)[Math.min(bins - 1, Math.floor((score - low) / width))]!++;
    (equal ? falseNonMatches : falseMatches).offer(a, b, score);
  });
  return { low, width, same, different, falseMatches: falseMatches.pairs, falseNonMatches: falseNonMatches.pairs };
}

async function eachPair(
  embeddings: Embeddings,
  distance: Distance,
  visit: (a: number, b: number, score: number) => void,
): Promise<void> {
  for await (const block of scoreBlocks(embeddings, embeddings, scoreMatrix(distance), { upper: true })) {
    for (let i = 0; i < block.rows; i++) {
      const a = block.top + i;
      for (let j = Math.max(0, a + 1 - block.left); j < block.columns; j++)
        visit(a, block.left + j, block.scores[i * block.columns + j]!);
    }
  }
}

/** Labels as numbers: comparing numbers fifty million times is quicker than comparing strings. */
function numbersOf(labels: readonly string[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(labels, (label) => {
    if (!known.has(label)) known.set(label, known.size);
    return known.get(label)!;
  });
}

/** Keeps the first few pairs in the order of `compare`, each item in at most two of them so that one cannot fill the list. */
function worst(
  keep: number,
  compare: (a: number, b: number) => number,
): {
  pairs: ScoredPair[];
  offer(a: number, b: number, score: number): void;
} {
  const pairs: ScoredPair[] = [];
  const uses = (item: number): number => pairs.filter((pair) => pair.a === item || pair.b === item).length;
  return {
    pairs,
    offer(a, b, score) {
      const last = pairs[keep - 1];
      if (last !== undefined && compare(score, last.score) >= 0) return;
      if (uses(a) > 1 || uses(b) > 1) return;
      const at = pairs.findIndex((pair) => compare(score, pair.score) < 0);
      pairs.splice(at < 0 ? pairs.length : at, 0, { a, b, score });
      if (pairs.length > keep) pairs.pop();
    },
  };
}

/** The rate at which both errors are equally frequent, interpolated between two bins. */
export function equalErrorRate({ falseMatch, falseNonMatch }: ErrorCurve): number {
  const at = falseMatch.findIndex((rate, i) => rate <= falseNonMatch[i]!);
  if (at <= 0) return falseMatch[0]!;
  const [m0, m1] = [falseMatch[at - 1]!, falseMatch[at]!];
  const [n0, n1] = [falseNonMatch[at - 1]!, falseNonMatch[at]!];
  const gap = m0 - n0 - (m1 - n1);
  return gap === 0 ? m1 : m0 + ((m0 - n0) / gap) * (m1 - m0);
}

/** The area under the ROC curve: how often a same pair scores higher than a different one. */
export function areaUnderCurve({ falseMatch, falseNonMatch }: ErrorCurve): number {
  let area = 0;
  for (let i = 1; i < falseMatch.length; i++)
    area += (falseMatch[i - 1]! - falseMatch[i]!) * (1 - (falseNonMatch[i - 1]! + falseNonMatch[i]!) / 2);
  return area;
}

/** Both error rates at a threshold, from the bin it lies in. */
export function errorsAt(scan: PairScan, curve: ErrorCurve, threshold: number): { far: number; frr: number } {
  const at = Math.min(scan.same.length, Math.max(0, Math.round((threshold - scan.low) / scan.width)));
  return { far: curve.falseMatch[at]!, frr: curve.falseNonMatch[at]! };
}

export type ErrorCurve = { readonly falseMatch: number[]; readonly falseNonMatch: number[] };

/** Error rates at a threshold between every two bins, from the lowest threshold to the highest. */
export function errorCurve({ same, different }: Pick<PairScan, 'same' | 'different'>): ErrorCurve {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const [allSame, allDifferent] = [sum(same), sum(different)];
  const falseMatch = [1];
  const falseNonMatch = [0];
  let [missed, passed] = [0, allDifferent];
  for (let bin = 0; bin < same.length; bin++) {
    missed += same[bin]!;
    passed -= different[bin]!;
    falseMatch.push(passed / allDifferent);
    falseNonMatch.push(missed / allSame);
  }
  return { falseMatch, falseNonMatch };
}
