import * as tf from '@tensorflow/tfjs';
import { type Embeddings, pickRows } from '../knn/index.ts';
import type { Random } from '../random.ts';

/**
 * k rows to start from, k-means++: the first at random, each next with a chance in proportion to its squared distance from
 * those already there, the best of `2 + ln k` such draws (greedy, as scikit-learn draws them). Where all distances are 0
 * (fewer different rows than k) any row is drawn.
 */
export async function startingCentres(embeddings: Embeddings, k: number, random: Random): Promise<Embeddings> {
  const draws = 2 + Math.floor(Math.log(k));
  const rows = tf.tensor2d(embeddings.values, [embeddings.rows, embeddings.dimensions]);
  const squares = tf.tidy(() => tf.sum(tf.square(rows), 1, true));
  const chosen = [random.int(embeddings.rows)];
  try {
    let [nearest] = (await distancesTo(chosen)) as [Float32Array];
    while (chosen.length < k) {
      const drawn = drawInProportion(nearest, draws, random);
      const distances = await distancesTo(drawn);
      let best: { row: number; nearest: Float32Array; sum: number } | undefined;
      for (const [i, row] of drawn.entries()) {
        const closer = nearest.map((distance, at) => Math.min(distance, distances[i]![at]!));
        const sum = closer.reduce((total, distance) => total + distance, 0);
        if (best === undefined || sum < best.sum) best = { row, nearest: closer, sum };
      }
      chosen.push(best!.row);
      nearest = best!.nearest;
    }
  } finally {
    tf.dispose([rows, squares]);
  }
  return pickRows(embeddings, chosen);

  /** Squared distances of all rows to each of these. */
  async function distancesTo(others: readonly number[]): Promise<Float32Array[]> {
    const distances = tf.tidy(() => {
      const { values, rows: count, dimensions } = pickRows(embeddings, others);
      const candidates = tf.tensor2d(values, [count, dimensions]);
      const ofCandidates = tf.sum(tf.square(candidates), 1, true);
      const products = tf.matMul(candidates, rows, false, true);
      return tf.relu(tf.sub(tf.add(ofCandidates, tf.transpose(squares)), tf.mul(products, 2)));
    });
    const values = (await distances.data()) as Float32Array;
    distances.dispose();
    return others.map((_, i) => values.subarray(i * embeddings.rows, (i + 1) * embeddings.rows));
  }
}

/** `count` places, each with a chance in proportion to its weight. */
function drawInProportion(weights: Float32Array, count: number, random: Random): number[] {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [i, weight] of weights.entries()) sums[i] = total += weight;
  return Array.from({ length: count }, () => {
    if (total === 0) return random.int(weights.length);
    const at = random.float() * total;
    let [low, high] = [0, weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
