import * as tf from '@tensorflow/tfjs';
import { farthest, nearest } from './extreme.ts';
import type { Miner } from './miner.ts';
import { checkSquare } from './mining-batch.ts';
import { squaresOf } from './squared-distances.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * For each class its mean as the anchor, with the item of the class that is farthest from it and the nearest mean of
 * another class: n triplets, of which one for each class of two items or more counts.
 *
 * One wrong label moves a mean little. Distances from means follow from those between items:
 * `|x - mean|^2 = mean_j |x - x_j|^2 - v` and `|mean_a - mean_b|^2 = mean_ij |x_i - x_j|^2 - v_a - v_b`, with
 * `v = 1/2 mean_jk |x_j - x_k|^2` of a class; with cosine, of unit vectors, a value is `1 - |.|^2 / 2`.
 *
 * Reference: `HardClusterMiner` of Open Metric Learning.
 *
 * @throws TypeError where it mines, unless the distance is euclidean, squaredEuclidean or, of unit vectors, cosine
 */
export function hardCluster(): Miner {
  return tripletMiner('hardCluster', (batch) => {
    checkSquare(batch, 'hardCluster');
    const { n, far, positive, negative, restore, distance, labels } = batch;
    const { squared, plain } = squaresOf(distance, 'hardCluster');
    const sizes = new Map<string, number>();
    for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
    const share = Float32Array.from(negative, (other, at) => (1 - other) / sizes.get(labels[Math.floor(at / n)]!)!);
    const counts = labels.map((label, i) =>
      Number(labels.indexOf(label) === i && sizes.get(label)! > 1 && sizes.size > 1),
    );
    const average = tf.tensor2d(share, [n, n]);
    const toItems = tf.matMul(average, squared(restore(far)) as tf.Tensor2D);
    const between = tf.matMul(toItems, average, false, true);
    const v = tf.mul(tf.sum(tf.mul(toItems, average), 1, true), 0.5);
    const own = tf.add(tf.tensor2d(positive, [n, n]), tf.eye(n));
    const remote = farthest(tf.relu(tf.sub(toItems, v)), own);
    const near = nearest(tf.relu(tf.sub(tf.sub(between, v), tf.transpose(v))), tf.tensor2d(negative, [n, n]));
    const weights = tf.tensor1d(counts);
    const finite = (values: tf.Tensor) => plain(tf.mul(values, weights));
    return {
      positive: tf.mul(finite(remote), weights) as tf.Tensor1D,
      negative: tf.mul(finite(near), weights) as tf.Tensor1D,
      weights,
    };
  });
}
