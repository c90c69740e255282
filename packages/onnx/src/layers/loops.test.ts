import * as tf from '@tensorflow/tfjs';
import { backendInfo } from '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const noise = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);

/** A model with the same weights each time. */
function createModel(optimizer = 'sgd'): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [5] }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const weights = model.getWeights().map(({ shape }, i) => noise(shape, i + 1));
  model.setWeights(weights);
  tf.dispose(weights);
  model.compile({ optimizer, loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
}

const sessions = () => backendInfo().stats?.sessions ?? 0;

/** Trains, evaluates and predicts; how many sessions a third time needs. */
async function run(backend: string, rows: number): Promise<{ numbers: number[]; again: number }> {
  await tf.setBackend(backend);
  const [x, y] = [noise([rows, 5], 7), noise([rows, 2], 8)];
  const model = createModel();
  const turn = async () => {
    const { history } = await model.fit(x, y, {
      epochs: 2,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
      validationSplit: 0.25,
    });
    const scores = model.evaluate(x, y, { batchSize: 8 }) as tf.Scalar[];
    const predicted = model.predict(x, { batchSize: 8 }) as tf.Tensor;
    const numbers = Object.values(history).flat() as number[];
    for (const tensor of [...scores, predicted]) numbers.push(...(await tensor.data()));
    tf.dispose([scores, predicted]);
    return numbers;
  };
  const numbers = await turn();
  await turn();
  const before = sessions();
  await turn();
  const again = sessions() - before;
  tf.dispose([x, y]);
  model.dispose();
  model.optimizer.dispose();
  return { numbers, again };
}

test('fit, evaluate and predict give what they give on the cpu backend, each batch with the session of the last', async () => {
  const expected = await run('cpu', 75);
  const before = sessions();
  const found = await run('onnx', 75);
  const first = sessions() - before;
  expect(found.numbers).toHaveLength(expected.numbers.length);
  found.numbers.forEach((value, i) => expect(value).toBeCloseTo(expected.numbers[i]!, 5));
  expect(found.again).toBe(0);
  // Twice as many batches need no more.
  const more = sessions();
  await run('onnx', 150 + 1);
  expect(sessions() - more).toBeLessThanOrEqual(first);
});

test('steps that read nothing are a graph each', async () => {
  await tf.setBackend('onnx');
  const [x, y] = [noise([4, 5], 1), noise([4, 2], 2)];
  const weight = tf.tidy(() => tf.variable(noise([5, 2], 3)));
  const loss = () => tf.losses.meanSquaredError(y, tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D)) as tf.Scalar;
  for (const optimizer of [
    tf.train.sgd(0.1),
    tf.train.rmsprop(0.01),
    tf.train.adam(0.01),
    tf.train.momentum(0.1, 0.9),
  ]) {
    const counts: number[] = [];
    for (const steps of [3, 5, 9]) {
      const before = sessions();
      for (let i = 0; i < steps; i++) optimizer.minimize(loss, false, [weight]);
      await weight.data();
      counts.push(sessions() - before);
    }
    expect(counts[0]! + counts[1]!).toBeLessThanOrEqual(4);
    expect(counts[2]).toBe(0);
    optimizer.dispose();
    (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  }
  tf.dispose([x, y, weight]);
});

test('fitDataset computes each batch too', async () => {
  await tf.setBackend('onnx');
  const model = createModel('adam');
  const rows = Array.from({ length: 40 }, (_, i) => ({
    xs: Array.from(pseudoRandom([5], i + 1)),
    ys: Array.from(pseudoRandom([2], i + 50)),
  }));
  const flushes = () => backendInfo().stats!.flushes;
  const before = flushes();
  await model.fitDataset(tf.data.array(rows).batch(8), { epochs: 2, verbose: 0 });
  expect(flushes() - before).toBeGreaterThanOrEqual(10);
  model.dispose();
  model.optimizer.dispose();
});

test('on the cpu backend predict calls the kernels that it always called', async () => {
  await tf.setBackend('cpu');
  const model = createModel();
  const x = noise([20, 5], 1);
  const { kernels } = await tf.profile(() => tf.tidy(() => void model.predict(x, { batchSize: 8 })));
  expect(kernels.map(({ name }) => name).filter((name) => name === 'Slice')).toHaveLength(3);
  expect(kernels.some(({ name }) => name === 'GatherV2')).toBe(false);
  x.dispose();
  model.dispose();
  model.optimizer.dispose();
});
