import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { mean } from '../losses/index.ts';
import { keeperOf, trainableOf, variablesOf } from './weights.ts';
import { step } from './index.ts';

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('a step gives the loss before its update, the spread and the active share, and moves the weight', async () => {
    const weight = tf.tidy(() => tf.variable(tf.tensor2d([[1, 0]])));
    const optimizer = tf.train.sgd(0.5);
    const forward = () => ({
      values: tf.mul(tf.tensor1d([0, 1, 2]), tf.sum(weight)) as tf.Tensor1D,
      weights: tf.tensor1d([1, 1, 0]),
      embeddings: tf.concat([weight, tf.neg(weight)] as tf.Tensor2D[]),
    });
    const first = await step(forward, [weight], optimizer, mean);
    expect(first).toEqual({ loss: 0.5, spread: 1, active: 0.5 });
    expect([...(await weight.data())]).toEqual([0.75, -0.25]);
    weight.dispose();
    optimizer.dispose();
  });

  test('the spread of one point is 0, and of zeros as well', async () => {
    const weight = tf.tidy(() => tf.variable(tf.scalar(1)));
    const optimizer = tf.train.sgd(0.1);
    for (const embeddings of [tf.ones([3, 4]), tf.zeros([3, 4])] as tf.Tensor2D[]) {
      const forward = () => ({ values: tf.reshape(weight, [1]) as tf.Tensor1D, embeddings: tf.clone(embeddings) });
      expect((await step(forward, [weight], optimizer, mean)).spread).toBe(0);
      embeddings.dispose();
    }
    weight.dispose();
    optimizer.dispose();
  });

  test('batch normalisation trains without leaving tensors behind, and its averages move', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [3], units: 4, kernelInitializer: 'ones' }),
        tf.layers.batchNormalization(),
        tf.layers.dense({ units: 2, kernelInitializer: 'ones' }),
      ],
    });
    const optimizer = tf.train.adam(0.01);
    const x = tf.tensor2d([0, 1, 2, 4, 3, 9], [2, 3]);
    const forward = () => {
      const embeddings = model.apply(x, { training: true }) as tf.Tensor2D;
      return { values: tf.sum(tf.square(embeddings), 1) as tf.Tensor1D, embeddings };
    };
    const variables = trainableOf([model]);
    expect(variables).toHaveLength(6);
    await step(forward, variables, optimizer, mean);
    const tensors = tf.memory().numTensors;
    const keeper = keeperOf(variablesOf(model));
    const before = await keeper.copy();
    for (let i = 0; i < 5; i++) await step(forward, variables, optimizer, mean);
    expect(tf.memory().numTensors).toBe(tensors);
    const after = await keeper.copy();
    expect(after).toHaveLength(8);
    expect(after.at(-1)).not.toEqual(before.at(-1));
    keeper.restore(before);
    expect(await keeper.copy()).toEqual(before);
    x.dispose();
    model.dispose();
    optimizer.dispose();
  });
});
