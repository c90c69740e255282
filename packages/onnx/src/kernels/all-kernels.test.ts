import * as core from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs';
import '../index.ts';

/** Every name that TensorFlow.js has for a kernel, and every kernel of its cpu backend. */
const names = [
  ...new Set([
    ...Object.entries(core)
      .filter(([key, value]) => typeof value === 'string' && /^_?[A-Z]/.test(key) && value !== core.OP_SCOPE_SUFFIX)
      .map(([, value]) => value as unknown as string),
    ...tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName),
  ]),
].sort();

/** No kernel of this name is ever called: TensorFlow.js makes it of others. */
const composed: Record<string, (x: tf.Tensor2D) => tf.Tensor | tf.Tensor[]> = {
  LowerBound: () => tf.lowerBound(tf.tensor1d([1, 2, 2, 5]), tf.tensor1d([2, 6])),
  UpperBound: () => tf.upperBound(tf.tensor1d([1, 2, 2, 5]), tf.tensor1d([2, 6])),
  MatrixBandPart: (x) => tf.linalg.bandPart(x, 1, 0),
  Pool: (x) => tf.pool(tf.reshape(x, [1, 3, 3, 1]) as tf.Tensor4D, 2, 'avg', 'valid'),
  FromPixels: () => tf.browser.fromPixels({ data: new Uint8Array(16).fill(7), width: 2, height: 2 }),
};

/** Run by the cpu backend's kernels, between two graphs, once their inputs are computed. */
const waits = [
  'Bincount',
  'BroadcastArgs',
  'CropAndResize',
  'DenseBincount',
  'Dilation2D',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
  'LRNGrad',
  'MaxPoolWithArgmax',
  'Multinomial',
  'RotateWithOffset',
  'SearchSorted',
  'SparseReshape',
  'SparseToDense',
  'Transform',
];

/** Run by the cpu backend's kernels at once: the shape of the result depends on the data, or it is about strings. */
const needsValues = [
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'SparseFillEmptyRows',
  'SparseSegmentMean',
  'SparseSegmentSum',
  'StaticRegexReplace',
  'StringNGrams',
  'StringSplit',
  'StringToHashBucketFast',
  'Unique',
];

/** Refused, with the reason and the way out. */
const refused = ['Draw'];

/** Recorded as ONNX operators, or made at once from their attributes. */
const lazy = `
  _FusedMatMul Abs Acos Acosh Add AddN All Any ArgMax ArgMin Asin Asinh Atan Atan2 Atanh AvgPool AvgPool3D AvgPool3DGrad AvgPoolGrad
  BatchMatMul BatchToSpaceND BitwiseAnd BroadcastTo Cast Ceil ClipByValue Complex ComplexAbs Concat Conv2D Conv2DBackpropFilter
  Conv2DBackpropInput Conv3D Conv3DBackpropFilterV2 Conv3DBackpropInputV2 Cos Cosh Cumprod Cumsum DepthToSpace
  DepthwiseConv2dNative DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput Diag Einsum Elu EluGrad Equal Erf Exp
  ExpandDims Expm1 FFT Fill FlipLeftRight Floor FloorDiv FusedBatchNorm FusedConv2D FusedDepthwiseConv2D GatherNd GatherV2 Greater
  GreaterEqual IFFT Identity Imag IsFinite IsInf IsNan LRN LeakyRelu Less LessEqual LinSpace Log Log1p LogSoftmax LogicalAnd
  LogicalNot LogicalOr LogicalXor Max MaxPool MaxPool3D MaxPool3DGrad MaxPoolGrad Maximum Mean Min Minimum MirrorPad Mod Multiply Neg
  NotEqual OneHot OnesLike Pack PadV2 Pow Prelu Prod Range Real RealDiv Reciprocal Relu Relu6 Reshape ResizeBilinear
  ResizeBilinearGrad ResizeNearestNeighbor ResizeNearestNeighborGrad Reverse Round Rsqrt ScatterNd Select Selu Sigmoid Sign Sin Sinh
  Slice Softmax Softplus SpaceToBatchND SplitV Sqrt Square SquaredDifference Step StridedSlice Sub Sum Tan Tanh TensorScatterUpdate
  Tile TopK Transpose Unpack UnsortedSegmentSum ZerosLike
`;

test('every kernel of TensorFlow.js is accounted for', () => {
  const accounted = [
    ...Object.keys(composed),
    ...waits,
    ...needsValues,
    ...refused,
    ...lazy.trim().split(/\s+/),
  ].sort();
  expect(new Set(accounted).size).toBe(accounted.length);
  expect(accounted).toEqual(names);
});

test('all but those that TensorFlow.js composes are registered', () => {
  const registered = new Set(tf.getKernelsForBackend('onnx').map(({ kernelName }) => kernelName));
  expect(names.filter((name) => !registered.has(name))).toEqual(Object.keys(composed).sort());
});

test.each(Object.keys(composed))('%s is what it is on the cpu backend', async (name) => {
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    const [result] = tf.tidy(() => [composed[name]!(tf.reshape(tf.range(0, 9), [3, 3]))].flat());
    const values = [...(await result!.data())];
    result!.dispose();
    return values;
  };
  const expected = await run('cpu');
  expect(await run('onnx')).toEqual(expected);
});

test('what cannot be drawn at once says how it can', async () => {
  await tf.setBackend('onnx');
  const picture = tf.ones([2, 2, 3]) as tf.Tensor3D;
  expect(() => tf.engine().runKernel('Draw', { image: picture }, {})).toThrow(/await tf.browser.toPixels/);
  expect([...(await tf.browser.toPixels(picture))].slice(0, 4)).toEqual([255, 255, 255, 255]);
  picture.dispose();
});

describe('kernels of the cpu backend', () => {
  const boxes = () => tf.tensor2d([0, 0, 1, 1, 0, 0, 1, 0.9, 0, 2, 1, 3], [3, 4]);
  const scores = () => tf.tensor1d([0.9, 0.8, 0.7]);

  test('run between two graphs where the shape of the result is known before', async () => {
    const programs: Record<string, () => tf.Tensor | tf.Tensor[]> = {
      NonMaxSuppressionV4: () => {
        const padded = tf.image.nonMaxSuppressionPadded(
          tf.mul(boxes(), 1) as tf.Tensor2D,
          tf.mul(scores(), 1) as tf.Tensor1D,
          3,
          0.5,
          0.1,
          true,
        );
        return Object.values(padded) as tf.Tensor[];
      },
      SparseSegmentSum: () =>
        tf.sparse.sparseSegmentSum(
          tf.mul(tf.ones([3, 2]), 2) as tf.Tensor2D,
          tf.tensor1d([0, 1, 2], 'int32'),
          tf.tensor1d([0, 0, 1], 'int32'),
        ),
      SparseReshape: () =>
        Object.values(
          tf.sparse.sparseReshape(
            tf.mul(tf.tensor2d([0, 1, 1, 2], [2, 2], 'int32'), tf.scalar(1, 'int32')) as tf.Tensor2D,
            tf.tensor1d([2, 3], 'int32'),
            tf.tensor1d([3, -1], 'int32'),
          ),
        ) as tf.Tensor[],
      BroadcastArgs: () =>
        tf.broadcastArgs(tf.mul(tf.tensor1d([3, 1], 'int32'), tf.scalar(1, 'int32')), tf.tensor1d([1, 1, 4], 'int32')),
    };
    for (const program of Object.values(programs)) {
      const run = async (backend: string) => {
        await tf.setBackend(backend);
        const made = [tf.tidy(program)].flat() as tf.Tensor[];
        const read = await Promise.all(
          made.map(async (t) => ({ shape: t.shape, dtype: t.dtype, values: [...(await t.data())] })),
        );
        tf.dispose(made);
        return read;
      };
      const expected = await run('cpu');
      expect(await run('onnx')).toEqual(expected);
    }
  });

  test('say what to do where they need values that are not there yet', async () => {
    await tf.setBackend('onnx');
    const [some, many] = tf.tidy(() => [tf.mul(scores(), 1), tf.mul(boxes(), 1)]) as [tf.Tensor1D, tf.Tensor2D];
    expect(() => tf.unique(some)).toThrow(/Unique .*not computed yet: read it first, with `await tensor.data\(\)`/);
    expect(() => tf.image.nonMaxSuppression(many, some, 3)).toThrow(/NonMaxSuppressionV3.*ends in Async/);
    await Promise.all([some.data(), many.data()]);
    const found = tf.image.nonMaxSuppression(many, some, 3);
    expect([...(await found.data())]).toEqual([0, 2]);
    const also = await tf.image.nonMaxSuppressionAsync(many, some, 3);
    expect([...(await also.data())]).toEqual([0, 2]);
    tf.dispose([some, many, found, also]);
  });
});

const args = { argMax: tf.argMax, argMin: tf.argMin };
test.each(['argMax', 'argMin'] as const)('%s passes NaN over as on the cpu backend', async (name) => {
  const rows = [
    [NaN, 1, 2],
    [1, NaN, 2],
    [3, 2, NaN],
    [NaN, NaN, NaN],
    [-Infinity, NaN, -Infinity],
    [NaN, Infinity, -Infinity],
    [1, Infinity, NaN],
    [NaN, -1, NaN],
  ];
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    const read: number[][] = [];
    for (const axis of [0, 1]) {
      const found = tf.tidy(() => args[name](tf.tensor2d(rows), axis));
      read.push([...(await found.data())]);
      found.dispose();
    }
    return read;
  };
  const expected = await run('cpu');
  expect(await run('onnx')).toEqual(expected);
});
