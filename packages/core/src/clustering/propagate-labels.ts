import { checkPositiveInteger, checkSameLength } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import { neighbourGraph } from './neighbour-graph.ts';

/** What propagation thinks of a row: its label and the share of it in what reached the row, 0 to 1. */
export type Propagated = { label: string | undefined; share: number };

/**
 * Labels for all rows from a few that have one: each row takes the mean of what its k nearest rows hold, the known ones
 * keep theirs, until nothing moves by more than `tolerance`.
 *
 * `F <- T F` with `T` the mean over a row and its `k - 1` nearest others, and the known rows of F put back after each
 * round: the knn kernel of scikit-learn's `LabelPropagation`. A row that no label reaches has none, with a share of 0.
 * Ties go to the label that appears first.
 *
 * @param labels one for each row, undefined where it is to be found
 * @param o.k rows of a neighbourhood, the row itself among them, 7 unless given
 * @throws RangeError if lengths differ, no label is known, or a value is not finite
 * @see Zhu, Ghahramani 2002, Learning from labeled and unlabeled data with label propagation
 */
export async function propagateLabels(
  embeddings: Embeddings,
  labels: readonly (string | undefined)[],
  o: { distance: Distance; k?: number; iterations?: number; tolerance?: number; budget?: number },
): Promise<Propagated[]> {
  const { distance, k = 7, iterations = 1000, tolerance = 1e-3 } = o;
  checkEmbeddings(embeddings, 'propagateLabels: embeddings');
  checkSameLength(labels, { length: embeddings.rows }, 'propagateLabels: labels and rows');
  checkPositiveInteger(k, 'propagateLabels: k');
  checkPositiveInteger(iterations, 'propagateLabels: iterations');
  const names = [...new Set(labels.filter((label) => label !== undefined))];
  if (names.length === 0)
    throw new RangeError('propagateLabels: labels must hold at least one that is known, got none');
  const numbers = new Map(names.map((name, i) => [name, i]));
  const graph = await neighbourGraph(embeddings, { k: k - 1, distance, budget: o.budget });

  const width = names.length;
  const known = Int32Array.from(labels, (label) => (label === undefined ? -1 : numbers.get(label)!));
  let held = new Float64Array(embeddings.rows * width);
  for (const [row, label] of known.entries()) if (label >= 0) held[row * width + label] = 1;
  for (let round = 0; round < iterations; round++) {
    const next = new Float64Array(held.length);
    let moved = 0;
    for (const [row, label] of known.entries()) {
      const from = row * width;
      if (label >= 0) {
        next[from + label] = 1;
        continue;
      }
      let total = 0;
      for (let c = 0; c < width; c++) {
        let sum = held[from + c]!;
        for (let i = row * graph.k; i < (row + 1) * graph.k; i++) sum += held[graph.rows[i]! * width + c]!;
        next[from + c] = sum;
        total += sum;
      }
      for (let c = 0; c < width; c++) {
        if (total > 0) next[from + c]! /= total;
        moved += Math.abs(next[from + c]! - held[from + c]!);
      }
    }
    held = next;
    if (moved < tolerance) break;
  }
  return labels.map((_, row) => {
    const shares = held.subarray(row * width, (row + 1) * width);
    const best = shares.reduce((at, share, c) => (share > shares[at]! ? c : at), 0);
    return shares[best]! > 0 ? { label: names[best]!, share: shares[best]! } : { label: undefined, share: 0 };
  });
}
