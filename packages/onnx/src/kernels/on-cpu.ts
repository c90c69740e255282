import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Output } from '../tracer.ts';
import { isKnown, recordOnCpu, runOnCpu } from './cpu-backend.ts';
import type { CpuInputs } from './cpu-backend.ts';
import { kernel } from './kernel.ts';

/* Kernels that ONNX has no form of. */

// The shapes of their outputs depend on the data, or they are about strings: they need values that are known.
for (const name of [
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV5',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'SparseFillEmptyRows',
  'StaticRegexReplace',
  'StringNGrams',
  'StringSplit',
  'StringToHashBucketFast',
  'Unique',
]) {
  kernel(name, ({ inputs, attrs, backend }) => runOnCpu(name, inputs as CpuInputs, attrs, backend), 'all types');
}

type Inputs = { [name: string]: tf.TensorInfo };

/**
 * A kernel that waits for its inputs, and runs between two graphs, where the shapes of its outputs can be told before; where they
 * can't (undefined) it needs values that are known.
 */
function waiting<Attributes>(
  name: string,
  outputs: (inputs: Inputs, attributes: Attributes, backend: OnnxBackend) => readonly Output[] | undefined,
): void {
  kernel<{ [name: string]: tf.TensorInfo }, object>(name, ({ inputs, attrs, backend }) => {
    const given = Object.fromEntries(Object.entries(inputs).filter(([, input]) => input));
    const known = Object.values(given).every((input) => isKnown(backend, backend.value(input.dataId)));
    if (known) return runOnCpu(name, given, attrs, backend);
    const shapes = outputs(given, attrs as Attributes, backend);
    if (!shapes) return runOnCpu(name, given, attrs, backend);
    const made = recordOnCpu(name, given, attrs, backend, shapes);
    return made.length === 1 ? made[0]! : made;
  });
}

/** One output of the shape of an input. */
const like = (name: string) => (inputs: Inputs) => [[inputs[name]!.shape, 'float32']] satisfies Output[];

type Shape4D = [number, number, number, number];

waiting('LRNGrad', like('x'));
waiting('Dilation2DBackpropInput', like('x'));
waiting('Dilation2DBackpropFilter', like('filter'));
waiting('RotateWithOffset', like('image'));
waiting<tf.Dilation2DAttrs>('Dilation2D', ({ x, filter }, { strides, pad, dilations }) => {
  const info = tf.backend_util.computeDilation2DInfo(
    x!.shape as Shape4D,
    filter!.shape as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations,
  );
  return [[info.outShape, 'float32']];
});
waiting<tf.CropAndResizeAttrs>('CropAndResize', ({ image, boxes }, { cropSize }) => [
  [[boxes!.shape[0]!, ...cropSize, image!.shape[3]!], 'float32'],
]);
waiting<tf.TransformAttrs>('Transform', ({ image }, { outputShape }) => {
  const [batch, height, width, channels] = image!.shape as Shape4D;
  return [[[batch, ...(outputShape ?? [height, width]), channels], 'float32']];
});
waiting('SearchSorted', ({ values }) => [[values!.shape, 'int32']]);
waiting<tf.MultinomialAttrs>('Multinomial', ({ logits }, { numSamples }) => [
  [[logits!.shape[0]!, numSamples], 'int32'],
]);
waiting<tf.BincountAttrs>('Bincount', ({ weights }, { size }) => [[[size], weights!.dtype]]);
waiting<tf.DenseBincountAttrs>('DenseBincount', ({ x, weights }, { size }) => [
  [x!.shape.length === 1 ? [size] : [x!.shape[0]!, size], weights!.dtype],
]);
waiting<tf.SparseToDenseAttrs>('SparseToDense', ({ sparseValues }, { outputShape }) => [
  [outputShape, sparseValues!.dtype],
]);
waiting<tf.MaxPoolWithArgmaxAttrs>('MaxPoolWithArgmax', ({ x }, { filterSize, strides, pad }) => {
  const info = tf.backend_util.computePool2DInfo(x!.shape as Shape4D, filterSize, strides, [1, 1], pad);
  return [
    [info.outShape, x!.dtype],
    [info.outShape, 'int32'],
  ];
});
waiting('BroadcastArgs', ({ s0, s1 }) => [[[Math.max(s0!.shape[0]!, s1!.shape[0]!)], s0!.dtype]]);
waiting('SparseReshape', ({ inputIndices, newShape }) => [
  [[inputIndices!.shape[0]!, newShape!.shape[0]!], inputIndices!.dtype],
  [[newShape!.shape[0]!], newShape!.dtype],
]);
waiting<tf.NonMaxSuppressionV4Attrs>('NonMaxSuppressionV4', (_, { maxOutputSize, padToMaxOutputSize }) =>
  padToMaxOutputSize
    ? [
        [[maxOutputSize], 'int32'],
        [[], 'int32'],
      ]
    : undefined,
);
for (const name of ['SparseSegmentMean', 'SparseSegmentSum']) {
  waiting(name, ({ data, segmentIds }, _, backend) => {
    // As many rows as there are segments; the last number is the largest.
    const { array } = backend.value(segmentIds!.dataId);
    if (!array) return undefined;
    const segments = array.length === 0 ? 0 : Number(array[array.length - 1]) + 1;
    return [[[segments, ...data!.shape.slice(1)], data!.dtype]];
  });
}

// It would have to read the picture at once.
kernel('Draw', () => {
  throw new Error(
    'onnx backend: tf.browser.draw needs the values of its picture at once, and computing is asynchronous: use ' +
      '`await tf.browser.toPixels(picture, canvas)`.',
  );
});
