import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What scikit-learn, SciPy and pytorch-metric-learning say (packages/testing/oracles/evaluation.py). */
export const oracle = JSON.parse(readFileSync(join(__dirname, '../../../testing/oracles/evaluation.json'), 'utf8')) as {
  decisions: (Record<string, number> & {
    scores: number[];
    same: boolean[];
    platt: [number, number];
    grid: number[];
    isotonic: number[];
  })[];
  retrieval: {
    labels: number[];
    embeddings: number[];
    dimensions: number;
    whole: Record<string, number>;
    apart: Record<string, number>;
    averagePrecision: number;
    ndcg: number;
    ndcg10: number;
    recall5: number;
    precision5: number;
    relevantRecall5: number;
  }[];
  clusters: (Record<string, number> & { labels: number[]; clusters: number[]; bCubed: [number, number, number] })[];
  silhouettes: { embeddings: number[]; dimensions: number; clusters: number[]; euclidean: number[]; cosine: number };
  sts: { x: number[]; y: number[]; pearson: number; spearman: number }[];
  openSet: {
    known: number[];
    right: boolean[];
    strangers: number[];
    auroc: number;
    fprAt95: number;
    oscr: number;
    dirAt10: number;
  }[];
  exchange: { a: number[]; b: number[]; units: number[]; p: number; byUnit: number };
};

/** Scores of rows against rows in one block of whole rows. */
export function wholeBlock(
  n: number,
  columns: number,
  score: (row: number, column: number) => number,
): { top: number; rows: number; left: number; columns: number; scores: Float32Array } {
  const scores = Float32Array.from({ length: n * columns }, (_, at) => score(Math.floor(at / columns), at % columns));
  return { top: 0, rows: n, left: 0, columns, scores };
}
