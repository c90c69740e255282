import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';

/*
 * The first recurrent weights of a layer are a random orthogonal matrix, which TensorFlow.js computes by some 30 kernels for each
 * column: as a graph they would take seconds to build, and run once. The same matrix, from the same random numbers, takes a tenth of a
 * second in JavaScript.
 */

type Orthogonal = { readonly gain: number; readonly seed?: number };
type Apply = (this: Orthogonal, shape: number[], dtype?: tf.DataType) => tf.Tensor;

let installed = false;

/** Computes orthogonal initial weights in JavaScript while this backend is in use. */
export function installOrthogonal(): void {
  if (installed) return;
  installed = true;
  const classes = tf.serialization.SerializationMap.getMap().classNameMap;
  const prototype = (classes['Orthogonal']![0] as unknown as { prototype: { apply: Apply } }).prototype;
  const original = prototype.apply;
  prototype.apply = function apply(shape, dtype = 'float32') {
    const mine = tf.backend() instanceof OnnxBackend && shape.length > 1 && dtype === 'float32';
    return mine ? orthogonal(shape, this) : original.call(this, shape, dtype);
  };
}

function orthogonal(shape: number[], { gain, seed }: Orthogonal): tf.Tensor {
  const columns = shape.at(-1)!;
  const rows = tf.util.sizeFromShape(shape) / columns;
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const drawn = tf.randomNormal([long, short], 0, 1, 'float32', seed);
  const vectors = orthonormal(drawn.dataSync<'float32'>(), long, short);
  drawn.dispose();
  const values = new Float32Array(rows * columns);
  vectors.forEach((vector, j) => {
    vector.forEach((value, i) => {
      values[rows < columns ? j * long + i : i * short + j] = gain * value;
    });
  });
  return tf.tensor(values, shape);
}

/** The columns of a matrix [rows, columns], made orthogonal one after another to those before (Gram-Schmidt), of length 1. */
export function orthonormal(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array[] {
  const made: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const vector = Float64Array.from({ length: rows }, (_, i) => matrix[i * columns + j]!);
    for (const before of made) {
      const along = dot(vector, before);
      for (let i = 0; i < rows; i++) vector[i]! -= along * before[i]!;
    }
    const length = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < rows; i++) vector[i]! /= length;
    made.push(vector);
  }
  return made;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
