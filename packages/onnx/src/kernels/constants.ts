import * as tf from '@tensorflow/tfjs';
import type { ElementType } from '../graph/index.ts';
import { put, record } from '../tracer.ts';
import type { Elements } from '../value.ts';
import { expanded } from './expanded.ts';
import { complexOf, partsOf } from './complex-parts.ts';
import { kernel } from './kernel.ts';
import type { KernelCall } from './kernel.ts';

/** So many elements are made at once; more are left to the graph, whose readers broadcast a single one. */
const FEW = 64;

kernel<object, tf.FillAttrs>('Fill', ({ attrs: { shape, value, dtype }, backend }) => {
  const type = dtype || tf.util.inferDtype(value);
  if (type === 'string') {
    const bytes = tf.util.encodeString(value as string);
    return put(
      backend,
      Array.from({ length: tf.util.sizeFromShape(shape) }, () => bytes),
      shape,
      'string',
    );
  }
  const array = tf.util.getTypedArrayFromDType(type as 'float32', tf.util.sizeFromShape(shape));
  return put(backend, array.fill(value as number), shape, type);
});

function filled(name: string, element: number): void {
  const like = ({ inputs: { x }, backend }: KernelCall<tf.UnaryInputs>): tf.TensorInfo => {
    if (x.dtype === 'complex64') {
      const { real } = partsOf(backend, x);
      const zeros = put(backend, new Float32Array(tf.util.sizeFromShape(x.shape)), x.shape, 'float32');
      return complexOf(backend, like({ inputs: { x: real }, attrs: {}, backend }), zeros);
    }
    const size = tf.util.sizeFromShape(x.shape);
    if (x.dtype === 'string') {
      return put(
        backend,
        Array.from({ length: size }, () => tf.util.encodeString('')),
        x.shape,
        x.dtype,
      );
    }
    const array = (length: number) => tf.util.getTypedArrayFromDType(x.dtype as 'float32', length).fill(element);
    if (size <= FEW) return put(backend, array(size), x.shape, x.dtype);
    return record(backend, name, [], x.shape, x.dtype, (graph) => {
      const one = { name: graph.constant(array(1), x.dtype as ElementType, []), shape: [], dtype: x.dtype };
      return expanded(graph, one, x.shape);
    });
  };
  kernel<tf.UnaryInputs>(name, like, 'all types');
}
filled('ZerosLike', 0);
filled('OnesLike', 1);

kernel<object, tf.RangeAttrs>('Range', ({ attrs: { start, stop, step, dtype }, backend }) => {
  const array = range(start, stop, step, dtype);
  return put(backend, array, [array.length], dtype);
});

function range(start: number, stop: number, step: number, dtype: 'float32' | 'int32'): Elements & { length: number } {
  const backwards = start < stop && step < 0;
  const forwards = stop < start && step > 1;
  if (start === stop || backwards || forwards) return tf.util.getTypedArrayFromDType(dtype, 0);
  const stride = stop < start && step === 1 ? -1 : step;
  const array = tf.util.getTypedArrayFromDType(dtype, Math.abs(Math.ceil((stop - start) / stride)));
  for (let i = 0; i < array.length; i++) array[i] = i === 0 ? start : array[i - 1]! + stride;
  return array;
}

kernel<object, tf.LinSpaceAttrs>('LinSpace', ({ attrs: { start, stop, num }, backend }) => {
  const array = new Float32Array(num);
  const step = (stop - start) / (num - 1);
  for (let i = 0; i < num; i++) array[i] = i === 0 ? start : array[i - 1]! + step;
  return put(backend, array, [num], 'float32');
});
