import { expectGradient, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { linearSoftmax } from './index.ts';

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  const make = (): ReturnType<typeof linearSoftmax> => {
    const loss = linearSoftmax({ classes: ['a', 'b'], dimensions: 2, seed: 1 });
    const [w, b] = loss.variables!;
    tf.tidy(() => {
      w!.assign(tf.tensor2d([1, 0, 0, 2], [2, 2]));
      b!.assign(tf.tensor1d([0.5, 0]));
    });
    return loss;
  };

  it('is the cross-entropy of scores with biases, by hand', async () => {
    const loss = make();
    // Scores: [3.5, 2], [0.5, 0], [0.5, 2000].
    const rows = () => tf.tensor2d([3, 1, 0, 0, 0, 1000], [3, 2]);
    const values = await valuesOf(() => loss(rows(), ['a', 'b', 'a']));
    expect(values[0]).toBeCloseTo(Math.log1p(Math.exp(-1.5)), 5);
    expect(values[1]).toBeCloseTo(Math.log1p(Math.exp(0.5)), 5);
    expect(values[2]).toBeCloseTo(1999.5, 2);
    tf.dispose([...loss.variables!]);
  });

  it('has the gradient of central differences, in embeddings and in both variables', async () => {
    const loss = make();
    await expectGradient((x) => loss(x as tf.Tensor2D, ['a', 'b']), [0.3, -0.2, 1, 0.7], [2, 2]);
    const [w, b] = loss.variables!;
    const { grads, value } = tf.tidy(() =>
      tf.variableGrads(() => tf.sum(loss(tf.tensor2d([[1, 2]]), ['a'])), [w!, b!]),
    );
    // softmax - membership, times the embedding.
    const share = 1 / (1 + Math.exp(1.5 - 4));
    for (const [i, wanted] of [-share, -2 * share, share, 2 * share].entries()) {
      expect((await grads[w!.name]!.data())[i]).toBeCloseTo(wanted, 5);
    }
    expect((await grads[b!.name]!.data())[0]).toBeCloseTo(-share, 5);
    tf.dispose([grads, value, ...loss.variables!]);
  });
});

it('says what is wrong', () => {
  expect(() => linearSoftmax({ classes: ['a'], dimensions: 2, seed: 1 })).toThrow(/linearSoftmax: classes/);
  const loss = linearSoftmax({ classes: ['a', 'b'], dimensions: 2, seed: 1 });
  expect(() => tf.tidy(() => void loss(tf.ones([1, 2]), ['c']))).toThrow(/linearSoftmax: argument labels .* got 'c'/);
  tf.dispose([...loss.variables!]);
});
