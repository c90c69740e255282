import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const noise = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);
const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(1, 0.9),
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.1),
  'rmsprop, centred': () => tf.train.rmsprop(0.01, 0.9, 0, 1e-12, true),
};

/** Everything that somebody may do to the variables of an optimiser between its steps. */
async function interfere(make: () => tf.Optimizer): Promise<number[][]> {
  const [x, y] = [noise([5, 7], 1), noise([5, 3], 2)];
  const weight = tf.tidy(() => tf.variable(noise([7, 3], 3)));
  const bias = tf.tidy(() => tf.variable(noise([3], 4)));
  const optimizer = make();
  const product = () => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D);
  const loss = () => tf.mean(tf.square(tf.sub(tf.add(product(), bias), y))) as tf.Scalar;
  const step = (variables = [weight, bias], of = loss) => optimizer.minimize(of, false, variables);
  const rows: number[][] = [];

  step();
  rows.push(await numbers(weight)); // read
  const early = weight.clone();
  step();
  const read = weight.data(); // read while the next step is recorded
  step();
  rows.push(Array.from(await read), await numbers(early));

  tf.tidy(() => weight.assign(noise([7, 3], 9))); // assigned from outside
  step();
  tf.tidy(() => bias.assign(tf.mul(bias, 2))); // assigned from what is pending itself
  step();
  rows.push(await numbers(weight), await numbers(bias), await numbers(early));

  const saved = { weight: await weight.array(), bias: bias.clone() }; // saved, trained on, and restored
  step();
  tf.tidy(() => weight.assign(tf.tensor(saved.weight)));
  bias.assign(saved.bias);
  step();
  rows.push(await numbers(saved.bias), await numbers(weight));

  tf.dispose([bias, saved.bias]); // one of them disposed
  const without = () => tf.mean(tf.square(tf.sub(product(), y))) as tf.Scalar;
  step([weight], without);
  step([weight], without);
  rows.push(await numbers(weight), await numbers(early));

  tf.dispose([x, y, weight, early]);
  optimizer.dispose();
  // TensorFlow.js's momentum forgets the learning rate that it keeps.
  (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  return rows;
}

test.each(Object.keys(optimizers))('%s bears with whatever is done to its variables between steps', async (name) => {
  await tf.setBackend('cpu');
  const expected = await interfere(optimizers[name]!);
  await tf.setBackend('onnx');
  const found = await interfere(optimizers[name]!);
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  found.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 4)));
});

test.each(Object.keys(optimizers))(
  'a step of %s that throws in the loss leaves the variables as they were',
  async (name) => {
    await tf.setBackend('onnx');
    const weight = tf.tidy(() => tf.variable(noise([4], 1)));
    const before = await numbers(weight);
    const optimizer = optimizers[name]!();
    const fails = () => {
      throw new Error('no loss today');
    };
    expect(() => optimizer.minimize(fails, false, [weight])).toThrow('no loss today');
    expect(await numbers(weight)).toEqual(before);
    optimizer.minimize(() => tf.sum(tf.square(weight)), false, [weight]);
    expect(await numbers(weight)).not.toEqual(before);
    weight.dispose();
    optimizer.dispose();
    (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  },
);
