import * as tf from '@tensorflow/tfjs';
import { profile } from '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(1, 0.9),
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.1),
};

const noise = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);
const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

const ROWS = 24;

type Table = { table: tf.Variable; optimizer: tf.Optimizer; look: (...words: number[]) => tf.Tensor };

/** A table of rows that are no multiple of 4 numbers wide, and what a program does with it, as rows of numbers. */
async function train(
  backend: string,
  make: () => tf.Optimizer,
  program: (given: Table) => Promise<number[][]>,
  width = 6,
): Promise<number[][]> {
  await tf.setBackend(backend);
  const table = tf.tidy(() => tf.variable(noise([ROWS, width], 1)));
  const optimizer = make();
  const look = (...words: number[]) => tf.gather(table, tf.tensor1d(words, 'int32'));
  const found = await program({ table, optimizer, look });
  found.push(await numbers(table));
  const [iterations, ...state] = optimizer instanceof tf.AdamaxOptimizer ? [] : await optimizer.getWeights();
  for (const { tensor } of state) found.push(await numbers(tensor));
  iterations?.tensor.dispose();
  table.dispose();
  optimizer.dispose();
  // TensorFlow.js's momentum forgets the learning rate that it keeps.
  (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  return found;
}

async function sameAsCpu(make: () => tf.Optimizer, program: (given: Table) => Promise<number[][]>, width?: number) {
  const expected = await train('cpu', make, program, width);
  const found = await train('onnx', make, program, width);
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  found.forEach((row, i) =>
    row.forEach((value, j) => {
      const wanted = expected[i]![j]!;
      if (Object.is(value, wanted) || Math.abs(value - wanted) < 2e-5 * Math.max(1, Math.abs(wanted))) return;
      throw new Error(`number ${j} of row ${i} is ${value} and not ${wanted}`);
    }),
  );
}

const fit = ({ optimizer, table }: Table, loss: () => tf.Tensor) =>
  optimizer.minimize(() => tf.mean(tf.square(tf.sub(loss(), 0.3))) as tf.Scalar, false, [table]);

describe.each(Object.keys(optimizers))('%s', (name) => {
  const make = optimizers[name]!;

  test.each([6, 8, 1])('updates rows of %i that come twice, once and then never, now and then, and never', (width) =>
    sameAsCpu(
      make,
      async (given) => {
        const { look, table } = given;
        const rows: number[][] = [];
        fit(given, () => look(3, 7, 3, 23));
        fit(given, () => look(7, 8, 0));
        rows.push(await numbers(table));
        fit(given, () => look(5, 5, 5, 5));
        fit(given, () => look(7, 22, 23));
        rows.push(await numbers(table));
        for (let i = 0; i < 5; i++) fit(given, () => look(i, i + 1, 9));
        return rows;
      },
      width,
    ),
  );

  test('bears with other gradients, and with whatever is done to the table, between its steps', () =>
    sameAsCpu(make, async (given) => {
      const { look, table, optimizer } = given;
      const rows: number[][] = [];
      fit(given, () => look(3, 7, 3));
      const early = table.clone();
      fit(given, () => table); // of all rows
      fit(given, () => look(1, 2));
      fit(given, () => tf.addN([look(1, 2), look(2, 4)])); // in two places
      fit(given, () => tf.gather(table, tf.tensor2d([1, 2, 5, 2], [2, 2], 'int32')));
      fit(given, () => tf.concat([look(3), tf.reshape(tf.mean(table, 0), [1, -1])])); // of some rows and of all
      const read = table.data();
      fit(given, () => look(7, 1));
      rows.push(Array.from(await read), await numbers(early));
      tf.tidy(() => table.assign(noise(table.shape, 9)));
      fit(given, () => look(7, 1));
      rows.push(await numbers(table), await numbers(early));
      const { value, grads } = optimizer.computeGradients(() => tf.sum(tf.square(look(2, 2, 5))), [table]);
      optimizer.applyGradients(grads);
      fit(given, () => look(0));
      rows.push(await numbers(grads[table.name]!), await numbers(value));
      optimizer.applyGradients(grads);
      tf.dispose([early, value, grads]);
      return rows;
    }));
});

test('accumulators that were saved go on in another optimiser', () =>
  sameAsCpu(optimizers['adam']!, async (given) => {
    const { look, table, optimizer } = given;
    fit(given, () => look(3, 7, 3));
    const weights = await optimizer.getWeights();
    const copies = weights.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
    const resumed = tf.train.adam(0.05);
    await resumed.setWeights(copies);
    fit({ ...given, optimizer: resumed }, () => look(1, 3));
    fit({ ...given, optimizer: resumed }, () => look(1));
    const found = [await numbers(table)];
    tf.dispose(copies.map(({ tensor }) => tensor));
    weights[0]!.tensor.dispose();
    resumed.dispose();
    return found;
  }));

test.each<[string, () => tf.Optimizer]>([
  ['adam with an epsilon of 0', () => tf.train.adam(0.05, 0.9, 0.999, 0)],
  ['centred rmsprop', () => tf.train.rmsprop(0.01, 0.9, 0, 1e-7, true)],
])('%s makes NaN of rows that were never looked up, as on the cpu backend', async (_, make) => {
  const program = async (given: Table) => {
    fit(given, () => given.look(3, 7, 7));
    const found = await numbers(given.table);
    expect(found.filter(Number.isNaN)).toHaveLength(22 * 6);
    return [found];
  };
  await sameAsCpu(make, program);
});

test('tf.layers.embedding gives no gradient of the size of its table to anybody', async () => {
  await tf.setBackend('onnx');
  const layer = tf.layers.embedding({ inputDim: 5000, outputDim: 8, inputLength: 4 });
  const model = tf.sequential({ layers: [layer, tf.layers.flatten(), tf.layers.dense({ units: 1 })] });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  const x = tf.tensor2d([1, 2, 3, 4999, 5, 2, 2, 8], [2, 4], 'int32');
  const y = tf.tensor2d([1, -1], [2, 1]);
  const first = await model.trainOnBatch(x, y);
  const losses: unknown[] = [];
  const { sessions } = await profile(
    async () => {
      for (let i = 0; i < 30; i++) losses.push(await model.trainOnBatch(x, y));
    },
    () => {},
  );
  expect(losses.at(-1)).toBeLessThan((first as number) / 2);
  for (const { bytesOut } of sessions) expect(bytesOut).toBeLessThan(2000);
  tf.dispose([x, y]);
  model.optimizer.dispose();
  model.dispose();
});

test('a look-up of a row that is not there is an error, and later steps are right', async () => {
  await tf.setBackend('onnx');
  const table = tf.tidy(() => tf.variable(noise([ROWS, 4], 1)));
  const optimizer = tf.train.sgd(1);
  const rows = tf.tidy(() => tf.add(tf.tensor1d([30], 'int32'), tf.scalar(1, 'int32')));
  optimizer.minimize(() => tf.sum(tf.gather(table, rows)), false, [table]);
  await expect(table.data()).rejects.toThrow('row 31 was looked up in a table of 24 rows');
  tf.tidy(() => table.assign(tf.zeros([ROWS, 4])));
  optimizer.minimize(() => tf.sum(tf.gather(table, tf.tensor1d([2], 'int32'))), false, [table]);
  expect((await numbers(table)).slice(4, 16)).toEqual([0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0]);
  tf.dispose([table, rows]);
  optimizer.dispose();
});
