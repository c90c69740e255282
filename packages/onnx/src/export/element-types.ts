import * as tf from '@tensorflow/tfjs';
import type { Tensor } from 'onnxruntime-common';
import type { Elements } from '../value.ts';
import { fromHalf, toHalf } from './half.ts';

/** How an element type of ONNX is held by TensorFlow.js, which has three kinds of numbers. */
type Conversion = {
  readonly dtype: tf.DataType;
  readonly toOnnx: (elements: Elements) => unknown;
  readonly fromOnnx: (data: ArrayLike<never>, name: string) => Elements;
};

type Numbers = ArrayLike<number>;
type IntegerArray =
  | Int8ArrayConstructor
  | Uint8ArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Uint32ArrayConstructor;

const asIs = { toOnnx: (elements: Elements) => elements, fromOnnx: (data: unknown) => data as Elements };

function integers(array: IntegerArray): Conversion {
  return {
    dtype: 'int32',
    toOnnx: (elements) => {
      const converted = array.from(elements as Int32Array);
      const off = (elements as Int32Array).findIndex((value, i) => value !== converted[i]);
      if (off < 0) return converted;
      throw new RangeError(`${elements[off]} is not one of its numbers`);
    },
    fromOnnx: (data, name) => toInt32(data, name),
  };
}

function toInt32(data: ArrayLike<number | bigint>, name: string): Int32Array {
  const converted = new Int32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    converted[i] = Number(data[i]);
    if (converted[i] !== Number(data[i])) {
      throw new RangeError(`loadOnnx: output ${name} holds ${data[i]}, and TensorFlow.js has no integers beyond int32`);
    }
  }
  return converted;
}

const conversions: { readonly [type: string]: Conversion } = {
  float32: { dtype: 'float32', ...asIs },
  float64: {
    dtype: 'float32',
    toOnnx: (elements) => Float64Array.from(elements as Numbers),
    fromOnnx: (data) => Float32Array.from(data),
  },
  float16: {
    dtype: 'float32',
    toOnnx: (elements) => Uint16Array.from(elements as Float32Array, toHalf),
    // Where JavaScript has a Float16Array, ONNX Runtime gives that.
    fromOnnx: (data: unknown) => Float32Array.from(data as Numbers, data instanceof Uint16Array ? fromHalf : Number),
  },
  int32: { dtype: 'int32', ...asIs },
  int64: {
    dtype: 'int32',
    toOnnx: (elements) => BigInt64Array.from(elements as Int32Array, BigInt),
    fromOnnx: toInt32,
  },
  uint64: {
    dtype: 'int32',
    toOnnx: (elements) => BigUint64Array.from(elements as Int32Array, BigInt),
    fromOnnx: toInt32,
  },
  int8: integers(Int8Array),
  uint8: integers(Uint8Array),
  int16: integers(Int16Array),
  uint16: integers(Uint16Array),
  uint32: integers(Uint32Array),
  bool: { dtype: 'bool', ...asIs },
  string: {
    dtype: 'string',
    toOnnx: (elements) => (elements as Uint8Array[]).map((bytes) => tf.util.decodeString(bytes)),
    fromOnnx: (data: unknown) => (data as string[]).map((text) => tf.util.encodeString(text)),
  },
};

/** How elements of a type come and go; undefined for one that TensorFlow.js can't hold. */
export function conversionOf(type: Tensor.Type): Conversion | undefined {
  return conversions[type];
}
