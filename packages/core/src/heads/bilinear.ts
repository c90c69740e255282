import * as tf from '@tensorflow/tfjs';
import type { Head, HeadOf } from './head.ts';

/** The head over a model of two inputs that is there already. */
export function bilinearHead(model: tf.LayersModel): Head {
  return {
    model,
    json: { kind: 'bilinear' },
    logits: (a, b) => tf.tidy(() => tf.reshape(model.apply([a, b]) as tf.Tensor, [-1]) as tf.Tensor1D),
  };
}

/**
 * A learned inner product: `logit = s a^T W b + c`.
 *
 * W turns one side towards the other, so it suits two encoders whose embeddings do not mean the same coordinate by
 * coordinate; `logits(a, b)` and `logits(b, a)` differ unless W is symmetric. W starts as the identity, s at 10 and c at -5,
 * so that on unit vectors it starts as `scaled` does, the same for every seed.
 */
export function bilinear(): HeadOf {
  return ({ dimensions }) => {
    const [a, b] = ['a', 'b'].map((name) => tf.input({ shape: [dimensions], name: `head_${name}` }));
    const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
    const turn = tf.layers.dense({ name: 'turn', units: dimensions, useBias: false, ...zeros });
    const logit = tf.layers.dense({ name: 'logit', units: 1, ...zeros });
    const product = tf.layers.dot({ name: 'product', axes: 1 }).apply([a!, turn.apply(b!) as tf.SymbolicTensor]);
    const model = tf.model({ name: 'head', inputs: [a!, b!], outputs: logit.apply(product) as tf.SymbolicTensor });
    tf.tidy(() => {
      turn.setWeights([tf.eye(dimensions)]);
      logit.setWeights([tf.tensor2d([10], [1, 1]), tf.tensor1d([-5])]);
    });
    return bilinearHead(model);
  };
}
