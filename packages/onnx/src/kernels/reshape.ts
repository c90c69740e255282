import * as tf from '@tensorflow/tfjs';
import { share } from '../tracer.ts';
import { kernel } from './kernel.ts';

kernel<tf.ReshapeInputs, tf.ReshapeAttrs>(
  'Reshape',
  ({ inputs: { x }, attrs: { shape }, backend }) => {
    const size = tf.util.sizeFromShape(x.shape);
    const inferred = tf.util.inferFromImplicitShape(shape, size);
    const inferredSize = tf.util.sizeFromShape(inferred);
    tf.util.assert(
      size === inferredSize,
      () =>
        `The new shape (${inferred.join()}) has ${inferredSize} elements and the old shape (${x.shape.join()}) has ${size} ` +
        'elements. The new shape and old shape must have the same number of elements.',
    );
    return share(backend, x, inferred);
  },
  'all types',
);

kernel<tf.ExpandDimsInputs, tf.ExpandDimsAttrs>(
  'ExpandDims',
  ({ inputs: { input }, attrs: { dim }, backend }) => {
    const rank = input.shape.length;
    const axis = dim < 0 ? dim + rank + 1 : dim;
    tf.util.assert(axis >= 0 && axis <= rank, () => `Axis must be in the interval [${-(rank + 1)}, ${rank}]`);
    return share(backend, input, [...input.shape.slice(0, axis), 1, ...input.shape.slice(axis)]);
  },
  'all types',
);
