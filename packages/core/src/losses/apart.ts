import * as tf from '@tensorflow/tfjs';
import { selfCosine } from './self-cosine.ts';
import type { Regularizer } from './regularizer.ts';

/**
 * How near each class weight has another: `max_(j != c) cos(w_c, w_j)`, which pushes each from its nearest (RegularFace).
 *
 * `[n, d]` to `[n]`; a single row gives -2, a zero row has cosine 0 to all and the gradient 0. Of equally near rows all are pushed.
 *
 * Reference: Zhao, Xu, Cheng 2019, "RegularFace: Deep Face Recognition via Exclusive Regularization".
 */
export const apart: Regularizer = (rows) =>
  tf.tidy(() => {
    const [n] = rows.shape;
    const self = tf.tensor2d(
      Float32Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 3 : 0)),
      [n, n],
    );
    return tf.max(tf.sub(selfCosine(rows), self), 1) as tf.Tensor1D;
  });
