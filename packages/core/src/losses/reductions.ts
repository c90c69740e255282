import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';
import { totalWeight } from './total-weight.ts';

/** Values `[n]`, each counted by its weight (1 unless given), to the scalar that is minimised. */
export type Reduction = (values: tf.Tensor1D, weights?: tf.Tensor1D) => tf.Scalar;

const weighted = (values: tf.Tensor1D, weights: tf.Tensor1D | undefined): tf.Tensor1D =>
  weights === undefined ? values : tf.mul(values, weights);

/** How many values are not 0, at least 1. */
const activeCount = withoutGradient((values: tf.Tensor1D): tf.Tensor =>
  tf.maximum(tf.sum(tf.cast(tf.notEqual(values, 0), 'float32')), 1),
);

/** The mean of what counts: `sum(w v) / sum(w)`, and 0 where nothing counts. */
export const mean: Reduction = (values, weights) =>
  tf.tidy(() =>
    weights === undefined
      ? tf.mean(values)
      : (tf.div(tf.sum(tf.mul(values, weights)), totalWeight(weights)) as tf.Scalar),
  );

/** The sum: `sum(w v)`. */
export const sum: Reduction = (values, weights) => tf.tidy(() => tf.sum(weighted(values, weights)));

/**
 * The mean of the values that are not 0: `sum(w v) / count(w v != 0)`, and 0 where all are.
 *
 * For triplets, most of which soon cost nothing (Hermans et al. 2017).
 */
export const meanNonZero: Reduction = (values, weights) =>
  tf.tidy(() => {
    const counted = weighted(values, weights);
    return tf.div(tf.sum(counted), activeCount(counted)) as tf.Scalar;
  });
