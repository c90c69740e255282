import {
  accept,
  type Answer,
  bestPerLabel,
  centroids,
  classify,
  type Embeddings,
  labelNumbers,
  pairScores,
  pickRows,
  scoreRowsOf,
} from '../knn/index.ts';
import { baseOf, comparesUnitRows, type Gallery } from './gallery.ts';

/**
 * Who each enrolled item would be if it had not been enrolled, by the gallery's rule and at its threshold; undefined for the
 * only item of a label.
 */
export async function leaveOneOut(gallery: Omit<Gallery<never>, 'calibration'>): Promise<(Answer | undefined)[]> {
  const { embeddings, labels, rule, threshold, encoder } = gallery;
  const { names, of } = labelNumbers(labels);
  const counts = new Int32Array(names.length);
  for (const label of of) counts[label]!++;
  const rows = [...labels.keys()].filter((row) => counts[of[row]!]! > 1);
  const answers: (Answer | undefined)[] = labels.map(() => undefined);
  if (rows.length === 0) return answers;
  const queries = pickRows(embeddings, rows);
  if (rule.by === 'nearest') {
    const named = await classify(queries, embeddings, labels, {
      ...rule,
      distance: encoder.distance,
      threshold,
      skip: rows,
    });
    for (const [at, answer] of named.entries()) answers[rows[at]!] = answer;
    return answers;
  }
  const base = baseOf(gallery);
  const best = await bestPerLabel(queries, base.embeddings, labelNumbers(base.labels), encoder);
  const own = withoutEach(embeddings, of, rows, comparesUnitRows(gallery));
  const order = [...rows.keys()];
  const scores = await pairScores(queries, order, own, order, scoreRowsOf(encoder.distance));
  for (const [at, row] of rows.entries()) {
    const label = names[of[row]!]!;
    const other = best[at]!.find((candidate) => candidate.label !== of[row]);
    const score = scores[at]!;
    const next = other && { label: names[other.label]!, score: other.score };
    answers[row] =
      next === undefined || score >= next.score
        ? accept(label, score, next, { threshold, gap: rule.gap })
        : accept(next.label, next.score, { label, score }, { threshold, gap: rule.gap });
  }
  return answers;
}

/** For each row the centroid of its label without that row. */
function withoutEach(embeddings: Embeddings, of: Int32Array, rows: readonly number[], normalize: boolean): Embeddings {
  const { dimensions, values } = embeddings;
  const means = centroids(embeddings, Array.from(of, String));
  const without = new Float32Array(rows.length * dimensions);
  for (const [at, row] of rows.entries()) {
    const label = of[row]!;
    const count = means.counts[label]!;
    const mean = Float64Array.from({ length: dimensions }, (_, d) => {
      const sum = means.embeddings.values[label * dimensions + d]! * count;
      return (sum - values[row * dimensions + d]!) / (count - 1);
    });
    const length = normalize ? Math.hypot(...mean) : 1;
    if (length > 0) without.set(mean.map((value) => value / length), at * dimensions); // prettier-ignore
  }
  return { values: without, rows: rows.length, dimensions };
}
