import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkOneOf, checkPositive } from '../check.ts';
import { cosine, unitRows } from '../distances/index.ts';
import { classIds, classSizes, haveOthers } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { crossEntropyRows } from './cross-entropy-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * Generalised end-to-end loss: of the similarities `s_ic = w cos(x_i, centroid_c) + b` the softmax's cross-entropy,
 * or the contrast `1 - sigmoid(s_iy) + max_(c != y) sigmoid(s_ic)`. The centroid of i's own class is that of its other items.
 *
 * Embeddings `[n, d]` and labels, in any order, to values `[n]`; rows are brought to length 1 first. An item alone in its class has
 * no such centroid: it gives 0 and does not count in a mean, but is the centroid of its class for the others. With one class the
 * softmax is 0. The variables are b and the logarithm of w, so that w stays above 0 as the paper asks: dispose of them when the loss
 * is no longer needed.
 *
 * Reference: Wan et al. 2018, "Generalized End-to-End Loss for Speaker Verification".
 *
 * @param o.kind 'softmax' unless given; the paper found 'contrast' better where phrases are the same
 * @param o.w what w starts from, 10 unless given
 * @param o.b what b starts from, -5 unless given
 * @throws RangeError if kind is neither, w not above 0, or b not finite
 */
export function ge2e(o: { kind?: 'softmax' | 'contrast'; w?: number; b?: number } = {}): BatchLoss {
  const { kind = 'softmax', w = 10, b = -5 } = o;
  checkOneOf(kind, ['softmax', 'contrast'], 'ge2e: kind');
  checkPositive(w, 'ge2e: w');
  checkFinite(b, 'ge2e: b');
  const [logW, shift] = tf.tidy(() => [tf.variable(tf.scalar(Math.log(w))), tf.variable(tf.scalar(b))]);
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'ge2e');
      const ids = classIds(labels);
      const classes = ids.reduce((most, id) => Math.max(most, id), 0) + 1;
      const columns = Int32Array.from({ length: classes }, (_, c) => c);
      const isOwn = tf.equal(tf.tensor2d(ids, [ids.length, 1], 'int32'), tf.tensor2d(columns, [1, classes], 'int32'));
      const own = tf.cast(isOwn, 'float32') as tf.Tensor2D;
      const x = unitRows(embeddings);
      // A centroid's length does not matter, so the sums will do.
      const sums = tf.matMul<tf.Tensor2D>(own, x, true);
      const others = tf.sub<tf.Tensor2D>(tf.matMul(own, sums), x);
      const toOwn = tf.expandDims(cosine.rows(x, others), 1);
      const cosines = tf.where(isOwn, toOwn, cosine.matrix(x, sums));
      const s = tf.add(tf.mul(cosines, tf.exp(logW)), shift) as tf.Tensor2D;
      const values = kind === 'softmax' ? crossEntropyRows(s, own) : contrast(s, own);
      const counts = tf.tensor1d(Float32Array.from(classSizes(labels), (size) => Number(size > 1)));
      return tf.mul(values, counts) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    variables: [logW, shift],
    counts: haveOthers,
  });
}

function contrast(s: tf.Tensor2D, own: tf.Tensor2D): tf.Tensor {
  const likely = tf.sigmoid(s);
  const ofOwn = tf.sum(tf.mul(likely, own), 1);
  // sigmoid is above 0, so taking 2 from the own class keeps it from being the largest.
  const rival = tf.relu(tf.max(tf.sub(likely, tf.mul(own, 2)), 1));
  return tf.add(tf.sub(1, ofOwn), rival);
}
