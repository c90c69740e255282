import * as tf from '@tensorflow/tfjs';
import '../index.ts';

const x = () => tf.tensor3d([0.5, -1, 2, 3, -4, 0.25, 1, 0, -2, 7, 6, 5], [2, 3, 2]);

/** The gradient of a sum of squares of `reduce(x)`: 2 reduce(x) at every element that was reduced to it, divided by `count`. */
async function check(reduce: (x: tf.Tensor) => tf.Tensor, kept: number[], count: number): Promise<void> {
  const input = x();
  const found = tf.grad((t: tf.Tensor) => tf.sum(tf.square(reduce(t))))(input);
  const expected = tf.tidy(() => tf.add(tf.zerosLike(input), tf.reshape(tf.mul(reduce(input), 2 / count), kept)));
  expect(found.shape).toEqual(input.shape);
  const [a, b] = [await found.data(), await expected.data()];
  a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 5));
  tf.dispose([input, found, expected]);
}

describe.each(['cpu', 'onnx'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  test('the gradient of sum spreads what came over what was summed', async () => {
    await check((t) => tf.sum(t), [1, 1, 1], 1);
    await check((t) => tf.sum(t, 1), [2, 1, 2], 1);
    await check((t) => tf.sum(t, [0, 2], true), [1, 3, 1], 1);
    await check((t) => tf.sum(t, -1), [2, 3, 1], 1);
    await check((t) => tf.sum(t, []), [2, 3, 2], 1);
  });

  test('the gradient of mean divides it by their number', async () => {
    await check((t) => tf.mean(t), [1, 1, 1], 12);
    await check((t) => tf.mean(t, 1), [2, 1, 2], 3);
    await check((t) => tf.mean(t, [0, 2], true), [1, 3, 1], 4);
  });

  test('scalars and tensors without elements have gradients too', async () => {
    const [scalar, none] = [tf.scalar(3), tf.zeros([0, 2])];
    const gradients = [tf.grad((t: tf.Tensor) => tf.sum(t))(scalar), tf.grad((t: tf.Tensor) => tf.sum(t))(none)];
    expect(gradients.map(({ shape }) => shape)).toEqual([[], [0, 2]]);
    expect([...(await gradients[0]!.data())]).toEqual([1]);
    tf.dispose([scalar, none, gradients]);
  });

  test('gradients of gradients go through', async () => {
    const input = x();
    const second = tf.grad((t: tf.Tensor) => tf.sum(tf.grad((u: tf.Tensor) => tf.square(tf.mean(u)))(t)))(input);
    // mean(u)^2 has the gradient 2 mean(u) / 12 everywhere; their sum 2 mean(u), whose gradient is 2 / 12.
    (await second.data()).forEach((value) => expect(value).toBeCloseTo(1 / 6, 6));
    tf.dispose([input, second]);
  });
});
