import * as tf from '@tensorflow/tfjs';
import '../index.ts';

/** Rows with everything that is no finite number, at the beginning, in the middle and at the end. */
const rows = [
  [1, 2, 3, 4],
  [NaN, 1, 2, 3],
  [1, NaN, 2, 3],
  [3, 2, 1, NaN],
  [NaN, NaN, NaN, NaN],
  [Infinity, 1, 2, 3],
  [1, 2, -Infinity, 3],
  [Infinity, -Infinity, 1, 2],
  [Infinity, Infinity, 1, 2],
  [-Infinity, -Infinity, -Infinity, -Infinity],
  [NaN, Infinity, 1, -Infinity],
  [0, -0, 0, -0],
  [0, Infinity, 0, 0],
];

type Reduction = (x: tf.Tensor2D, axis: number) => tf.Tensor | readonly tf.Tensor[];

const reductions: Record<string, Reduction> = {
  sum: (x, axis) => tf.sum(x, axis),
  mean: (x, axis) => tf.mean(x, axis),
  prod: (x, axis) => tf.prod(x, axis),
  max: (x, axis) => tf.max(x, axis),
  min: (x, axis) => tf.min(x, axis),
  argMax: (x, axis) => tf.argMax(x, axis),
  argMin: (x, axis) => tf.argMin(x, axis),
  all: (x, axis) => tf.all(tf.cast(x, 'bool'), axis),
  any: (x, axis) => tf.any(tf.cast(x, 'bool'), axis),
  logSumExp: (x, axis) => tf.logSumExp(x, axis),
  euclideanNorm: (x, axis) => tf.norm(x, 'euclidean', axis),
  maxNorm: (x, axis) => tf.norm(x, Infinity, axis),
  minNorm: (x, axis) => tf.norm(x, -Infinity, axis),
  norm1: (x, axis) => tf.norm(x, 1, axis),
  moments: (x, axis) => Object.values(tf.moments(x, axis)) as tf.Tensor[],
  cumsum: (x, axis) => tf.cumsum(x, axis),
  cumprod: (x, axis) => tf.cumprod(x, axis),
  softmax: (x, axis) => tf.softmax(axis === 1 ? x : tf.transpose(x)),
  logSoftmax: (x, axis) => tf.logSoftmax(axis === 1 ? x : tf.transpose(x)),
  avgPool: (x) => tf.avgPool(tf.reshape(x, [1, 13, 4, 1]) as tf.Tensor4D, [1, 2], [1, 2], 'valid'),
  addN: (x) => tf.addN([x, x, x]),
  maximum: (x) => tf.maximum(x, tf.reverse(x, 1)),
  minimum: (x) => tf.minimum(x, tf.reverse(x, 1)),
  clip: (x) => tf.clipByValue(x, -1, 2),
  relu: (x) => [tf.relu(x), tf.relu6(x), tf.leakyRelu(x), tf.elu(x), tf.selu(x), tf.sigmoid(x), tf.softplus(x)],
  sign: (x) => [tf.sign(x), tf.step(x), tf.isNaN(x), tf.isInf(x), tf.isFinite(x), tf.abs(x), tf.round(x), tf.floor(x)],
  comparisons: (x) => {
    const y = tf.reverse(x, 1);
    return [tf.less(x, y), tf.lessEqual(x, y), tf.greater(x, y), tf.equal(x, y), tf.notEqual(x, y), tf.equal(x, x)];
  },
  casts: (x) => [tf.cast(x, 'int32'), tf.cast(x, 'bool')],
  divisions: (x) => {
    const y = tf.reverse(x, 1);
    return [tf.div(x, y), tf.divNoNan(x, y), tf.mod(x, y), tf.pow(x, 2), tf.squaredDifference(x, y), tf.atan2(x, y)];
  },
};

async function reduce(backend: string, reduction: Reduction): Promise<number[][]> {
  await tf.setBackend(backend);
  const made = tf.tidy(() => [0, 1].flatMap((axis) => [reduction(tf.tensor2d(rows), axis)].flat())) as tf.Tensor[];
  const read = await Promise.all(made.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(made);
  return read;
}

test.each(Object.keys(reductions))('%s treats NaN and infinities as on the cpu backend', async (name) => {
  const expected = await reduce('cpu', reductions[name]!);
  const found = await reduce('onnx', reductions[name]!);
  found.forEach((values, k) =>
    values.forEach((value, i) => {
      const wanted = expected[k]![i]!;
      if (Number.isFinite(wanted)) expect(value).toBeCloseTo(wanted, 5);
      else if (!Object.is(value, wanted)) throw new Error(`result ${k}: element ${i} is ${value} and not ${wanted}`);
    }),
  );
});

test('a sum of segments adds what is in the segment; the cpu backend multiplies the rest by 0, which is NaN for an infinity', async () => {
  await tf.setBackend('onnx');
  const sums = tf.tidy(() =>
    tf.unsortedSegmentSum(tf.tensor1d([Infinity, 1, 2, NaN, -Infinity]), tf.tensor1d([0, 1, 1, 2, 3], 'int32'), 5),
  );
  expect([...(await sums.data())]).toEqual([Infinity, 3, NaN, -Infinity, 0]);
  sums.dispose();
});

test('max pooling shows a NaN in its window, which the cpu backend passes over', async () => {
  await tf.setBackend('onnx');
  const pooled = tf.tidy(() =>
    tf.maxPool(tf.tensor4d([1, NaN, 2, Infinity, 3, -Infinity], [1, 1, 6, 1]), [1, 2], [1, 2], 'valid'),
  );
  expect([...(await pooled.data())]).toEqual([NaN, Infinity, 3]);
  pooled.dispose();
});
