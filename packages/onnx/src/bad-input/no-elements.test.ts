import * as tf from '@tensorflow/tfjs';
import '../index.ts';

type Make = () => unknown;

const none = (...shape: number[]) => tf.zeros(shape);
const noInts = (...shape: number[]) => tf.zeros(shape, 'int32');
const t4 = (x: tf.Tensor) => x as tf.Tensor4D;

/** Calls with tensors that have no elements, for every family of kernels. */
const calls: Record<string, Make> = {
  unary: () =>
    [tf.abs, tf.exp, tf.relu, tf.sigmoid, tf.tanh, tf.sqrt, tf.square, tf.neg, tf.floor, tf.sign, tf.isNaN, tf.erf].map(
      (f) => f(none(0, 3)),
    ),
  activations: () => [
    tf.elu(none(0)),
    tf.selu(none(0)),
    tf.leakyRelu(none(0)),
    tf.softplus(none(0)),
    tf.prelu(none(2, 0), none(2, 0)),
  ],
  binary: () =>
    [tf.add, tf.sub, tf.mul, tf.div, tf.maximum, tf.minimum, tf.pow, tf.squaredDifference, tf.mod, tf.atan2].map((f) =>
      f(none(0, 3), none(1, 3)),
    ),
  broadcast: () => [
    tf.add(none(2, 0), tf.ones([2, 1])),
    tf.mul(none(3, 1, 0), none(2, 1)),
    tf.broadcastTo(none(1, 0), [4, 0]),
  ],
  comparisons: () => [
    tf.less(none(0), none(0)),
    tf.equal(none(0, 2), none(1, 2)),
    tf.logicalAnd(tf.cast(none(0), 'bool'), tf.cast(none(0), 'bool')),
  ],
  casts: () => [
    tf.cast(none(0), 'int32'),
    tf.cast(noInts(2, 0), 'float32'),
    tf.cast(none(0), 'bool'),
    tf.onesLike(none(0)),
    tf.zerosLike(none(3, 0)),
  ],
  'sums of nothing': () => [tf.sum(none(0)), tf.sum(none(0, 3), 0), tf.sum(none(3, 0), 1), tf.sum(none(0, 3), 1, true)],
  'other reductions of nothing': () => [
    tf.mean(none(0, 3), 1),
    tf.prod(none(0)),
    tf.prod(none(0, 3), 0),
    tf.max(none(0, 3), 1),
    tf.min(none(0, 3), 1),
    tf.argMax(none(0, 3), 1),
    tf.logSumExp(none(0, 3), 1),
  ],
  products: () => [
    tf.matMul(none(0, 3) as tf.Tensor2D, tf.ones([3, 2])),
    tf.matMul(tf.ones([2, 3]), none(3, 0) as tf.Tensor2D),
    tf.matMul(none(2, 0) as tf.Tensor2D, none(0, 3) as tf.Tensor2D),
    tf.matMul(none(0, 2, 3) as tf.Tensor3D, none(0, 3, 2) as tf.Tensor3D),
    tf.dot(none(0), none(0)),
    tf.outerProduct(none(0) as tf.Tensor1D, tf.ones([2])),
    tf.fused.matMul({ a: none(0, 3) as tf.Tensor2D, b: tf.ones([3, 2]), bias: tf.ones([2]), activation: 'relu' }),
    tf.einsum('ij,jk->ik', none(0, 3), tf.ones([3, 2])),
  ],
  shapes: () => [
    tf.reshape(none(0, 3), [3, 0]),
    tf.expandDims(none(0), 1),
    tf.squeeze(none(0, 1)),
    tf.transpose(none(0, 3, 2)),
    tf.tile(none(0, 2), [2, 3]),
    tf.tile(tf.ones([2]), [0]),
    tf.reverse(none(0, 2)),
    tf.pad(none(0, 2), [
      [1, 1],
      [0, 0],
    ]),
    tf.pad(none(0, 2), [
      [0, 0],
      [1, 0],
    ]),
    tf.mirrorPad(
      none(0, 3),
      [
        [0, 0],
        [1, 1],
      ],
      'reflect',
    ),
  ],
  'parts and joins': () => [
    tf.concat([none(0, 2), tf.ones([1, 2])], 0),
    tf.concat([none(0, 2), none(0, 3)], 1),
    tf.stack([none(0), none(0)]),
    tf.unstack(none(2, 0)),
    tf.split(none(0, 4), 2, 1),
    tf.slice(tf.ones([3, 2]), [1, 0], [0, 2]),
    tf.slice(none(0, 2), [0, 0], [0, 1]),
    tf.stridedSlice(tf.ones([4]), [2], [2], [1]),
  ],
  gathers: () => [
    tf.gather(tf.ones([3, 2]), noInts(0)),
    tf.gather(none(3, 0), tf.tensor1d([0, 2], 'int32')),
    tf.gatherND(tf.ones([3, 2]), noInts(0, 2)),
    tf.oneHot(noInts(0), 3),
    tf.unsortedSegmentSum(none(0, 2), noInts(0) as tf.Tensor1D, 2),
    tf.scatterND(noInts(0, 1), none(0, 2), [3, 2]),
  ],
  choices: () =>
    [
      tf.where(tf.cast(none(0), 'bool'), none(0), none(0)),
      tf.clipByValue(none(0), 0, 1),
      tf.topk(none(0, 3), 2),
    ].flatMap((x) => (x instanceof tf.Tensor ? x : Object.values(x))),
  cumulation: () => [tf.cumsum(none(0)), tf.cumsum(none(2, 0), 1), tf.cumprod(none(0, 2))],
  softmax: () => [tf.softmax(none(0, 3)), tf.logSoftmax(none(0, 3))],
  'convolution of no pictures': () => [
    tf.conv2d(t4(none(0, 5, 5, 2)), tf.ones([3, 3, 2, 4]) as tf.Tensor4D, 1, 'same'),
    tf.depthwiseConv2d(t4(none(0, 5, 5, 2)), tf.ones([3, 3, 2, 1]) as tf.Tensor4D, 1, 'same'),
    tf.conv2dTranspose(t4(none(0, 3, 3, 2)), tf.ones([2, 2, 4, 2]) as tf.Tensor4D, [0, 6, 6, 4], 2, 'same'),
    tf.conv3d(none(0, 3, 3, 3, 1) as tf.Tensor5D, tf.ones([2, 2, 2, 1, 2]) as tf.Tensor5D, 1, 'valid'),
  ],
  'pooling of no pictures': () => [
    tf.maxPool(t4(none(0, 4, 4, 2)), 2, 2, 'valid'),
    tf.avgPool(t4(none(0, 4, 4, 2)), 3, 1, 'same'),
    tf.maxPool3d(none(0, 4, 4, 4, 1) as tf.Tensor5D, 2, 2, 'valid'),
    tf.avgPool3d(none(0, 4, 4, 4, 1) as tf.Tensor5D, 2, 2, 'valid'),
  ],
  'no pictures': () => [
    tf.image.resizeBilinear(t4(none(0, 4, 4, 2)), [8, 8]),
    tf.image.resizeNearestNeighbor(t4(none(0, 4, 4, 2)), [2, 2]),
    tf.image.flipLeftRight(t4(none(0, 4, 4, 2))),
    tf.depthToSpace(t4(none(0, 2, 2, 4)), 2),
    tf.batchNorm(none(0, 2, 2, 3), tf.ones([3]), tf.ones([3])),
    tf.localResponseNormalization(t4(none(0, 2, 2, 3))),
  ],
  'batches and blocks': () => [
    tf.spaceToBatchND(
      none(0, 4, 4, 1),
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
    tf.batchToSpaceND(
      none(0, 2, 2, 1),
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ],
  'counts and sets': () => [
    tf.bincount(noInts(0) as tf.Tensor1D, none(0) as tf.Tensor1D, 3),
    tf.searchSorted(tf.ones([2]), none(0)),
    tf.linspace(0, 1, 1),
    tf.range(1, 1),
  ],
  strings: () => [tf.tensor1d([], 'string'), tf.concat([tf.tensor1d([], 'string'), tf.tensor1d(['a'])])],
  complex: () => [tf.real(tf.complex(none(0), none(0))), tf.abs(tf.complex(none(0), none(0)))],
  gradients: () => [
    tf.grad((x) => tf.sum(tf.square(x)))(none(0, 3)),
    tf.grad((x) => tf.mean(tf.mul(x, 2), 1))(none(0, 3)),
    tf.grad((w) => tf.sum(tf.matMul(none(0, 3) as tf.Tensor2D, w as tf.Tensor2D)))(tf.ones([3, 2])),
    tf.grad((x) => tf.sum(tf.concat([x, tf.ones([2, 2])], 0)))(none(0, 2)),
    tf.grad((x) => tf.sum(tf.relu(tf.add(x, tf.ones([3])))))(none(0, 3)),
    tf.grad((b) => tf.sum(tf.add(none(0, 3), b)))(tf.ones([3])),
  ],
};

type Result = { shape: number[]; dtype: string; values: unknown[] } | 'throws';

async function results(backend: string, make: Make): Promise<Result[]> {
  await tf.setBackend(backend);
  let made: tf.Tensor[];
  const scope = tf.engine().state.numTensors;
  try {
    made = tf.tidy(() => [make()].flat(3) as tf.Tensor[]);
  } catch {
    // What tidy leaves of a gradient that failed.
    expect(tf.engine().state.numTensors - scope).toBeLessThanOrEqual(0);
    return ['throws'];
  }
  const read = await Promise.all(
    made.map(async (tensor): Promise<Result> => {
      const { shape, dtype } = tensor;
      return { shape, dtype, values: [...(await tensor.data())] };
    }),
  );
  tf.dispose(made);
  return read;
}

test.each(Object.keys(calls))('%s: tensors without elements give what they give on the cpu backend', async (name) => {
  const expected = await results('cpu', calls[name]!);
  expect(await results('onnx', calls[name]!)).toEqual(expected);
});

test('what has no answer is what it is in TensorFlow, where the cpu backend gives 0 or NaN', async () => {
  await tf.setBackend('onnx');
  const made = tf.tidy(() => [
    tf.mean(none(0)),
    tf.max(none(0)),
    tf.min(none(2, 0), 1),
    tf.all(tf.cast(none(0), 'bool')),
    tf.any(tf.cast(none(0), 'bool')),
  ]);
  const read = await Promise.all(made.map(async (tensor) => [...(await tensor.data())]));
  expect(read).toEqual([[NaN], [-Infinity], [Infinity, Infinity], [1], [0]]);
  tf.dispose(made);
  const empty = none(3, 0);
  expect(() => tf.argMax(empty, 1)).toThrow('ArgMax of axis 1, which has no elements (shape 3 x 0)');
  empty.dispose();
});
