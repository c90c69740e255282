import * as tf from '@tensorflow/tfjs';
import { againstCpu } from './against-cpu.test.cases.ts';

const square = [[3, 4]];
const unary = {
  abs: tf.abs,
  acos: tf.acos,
  asin: tf.asin,
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: tf.atanh,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  leakyRelu: tf.leakyRelu,
  neg: tf.neg,
  reciprocal: tf.reciprocal,
  relu: tf.relu,
  relu6: tf.relu6,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  square: tf.square,
  tan: tf.tan,
  tanh: tf.tanh,
} as const;
againstCpu(Object.fromEntries(Object.entries(unary).map(([name, of]) => [name, [square, of]])));

const positive = (x: tf.Tensor) => tf.add(tf.abs(x), 0.1);
const shifted = { log: tf.log, log1p: tf.log1p, sqrt: tf.sqrt, rsqrt: tf.rsqrt } as const;
againstCpu(
  Object.fromEntries(Object.entries(shifted).map(([name, of]) => [name, [square, (x: tf.Tensor) => of(positive(x))]])),
);
againstCpu({
  'expm1 and log1p of tiny numbers': [
    [[5]],
    (x: tf.Tensor) => tf.stack([tf.expm1(tf.mul(x, 1e-6)), tf.log1p(tf.mul(x, 1e-6))]),
  ],
  clipByValue: [square, (x: tf.Tensor) => tf.clipByValue(x, -0.4, 0.3)],
  step: [square, (x: tf.Tensor) => tf.step(x, 0.3)],
  prelu: [[[3, 4], [4]], (x: tf.Tensor, a: tf.Tensor) => tf.prelu(x, a)],
  'add with other ranks': [[[2, 3, 4], [4]], (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b)],
  'sub of a column': [
    [
      [3, 4],
      [3, 1],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b),
  ],
  'mul of scalars': [[[], []], (a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b)],
  div: [[[3, 4], [4]], (a: tf.Tensor, b: tf.Tensor) => tf.div(a, positive(b))],
  pow: [[[3, 4], [4]], (a: tf.Tensor, b: tf.Tensor) => tf.pow(positive(a), b)],
  maximum: [
    [
      [3, 4],
      [3, 4],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.maximum(a, b),
  ],
  minimum: [
    [
      [3, 4],
      [3, 4],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.minimum(a, b),
  ],
  squaredDifference: [
    [
      [3, 4],
      [3, 4],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.squaredDifference(a, b),
  ],
  atan2: [[[3, 4], [4]], (a: tf.Tensor, b: tf.Tensor) => tf.atan2(a, b)],
  addN: [[[3], [3], [3]], (...all: tf.Tensor[]) => tf.addN(all)],
  'a value used twice': [
    [[3, 4], [4, 5], [5]],
    (x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor) => {
      const z = tf.matMul(x, w);
      return tf.mul(tf.add(z, b), z);
    },
  ],
});

const integers = (x: tf.Tensor) => tf.cast(tf.floor(tf.mul(x, 9)), 'int32');
againstCpu(
  {
    mod: [[[3, 4], [4]], (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b)],
    'mod of integers': [
      [
        [3, 4],
        [3, 4],
      ],
      (a: tf.Tensor, b: tf.Tensor) => tf.mod(integers(a), tf.add(integers(b), tf.scalar(20, 'int32'))),
    ],
    floorDiv: [
      [
        [3, 4],
        [3, 4],
      ],
      (a: tf.Tensor, b: tf.Tensor) => tf.floorDiv(integers(a), tf.add(integers(b), tf.scalar(20, 'int32'))),
    ],
    'integer arithmetic': [
      [[3, 4], [4]],
      (a: tf.Tensor, b: tf.Tensor) => [
        tf.add(integers(a), integers(b)),
        tf.mul(integers(a), integers(b)),
        tf.maximum(integers(a), integers(b)),
        tf.neg(integers(a)),
        tf.abs(integers(a)),
      ],
    ],
    'a float and an integer': [[[3], [3]], (a: tf.Tensor, b: tf.Tensor) => tf.add(a, integers(b))],
    'floor, ceil and round': [
      square,
      (x: tf.Tensor) => [tf.floor(tf.mul(x, 3)), tf.ceil(tf.mul(x, 3)), tf.round(tf.mul(x, 3))],
    ],
    comparisons: [
      [[3, 4], [4]],
      (a: tf.Tensor, b: tf.Tensor) => [
        tf.greater(a, b),
        tf.less(a, b),
        tf.equal(a, a),
        tf.notEqual(a, b),
        tf.greaterEqual(a, b),
        tf.lessEqual(a, b),
      ],
    ],
    logic: [
      [[6], [6]],
      (a: tf.Tensor, b: tf.Tensor) => {
        const [p, q] = [tf.greater(a, 0), tf.greater(b, 0)];
        return [tf.logicalAnd(p, q), tf.logicalOr(p, q), tf.logicalXor(p, q), tf.logicalNot(p), tf.any(p), tf.all(p)];
      },
    ],
    'bool in arithmetic': [[[6], [6]], (a: tf.Tensor, b: tf.Tensor) => tf.mul(tf.greater(a, 0), b)],
    casts: [
      square,
      (x: tf.Tensor) => [
        integers(x),
        tf.cast(x, 'bool'),
        tf.cast(tf.greater(x, 0), 'float32'),
        tf.cast(tf.cast(tf.greater(x, 0), 'int32'), 'float32'),
      ],
    ],
    'what is not a number': [
      [[3]],
      (x: tf.Tensor) => {
        const odd = tf.div(tf.mul(x, 0), tf.tensor1d([0, 1, 1]));
        return [
          tf.isNaN(odd),
          tf.isInf(tf.div(x, 0)),
          tf.isFinite(odd),
          tf.relu(odd),
          tf.max(odd),
          tf.min(odd),
          tf.sum(odd),
          tf.mean(odd),
        ];
      },
    ],
  },
  { gradients: false },
);

// TensorFlow.js has no gradient for these, or one that fails on every backend.
againstCpu(
  {
    where: [
      [
        [3, 4],
        [3, 4],
      ],
      (a: tf.Tensor, b: tf.Tensor) => tf.where(tf.greater(a, b), a, tf.mul(b, 2)),
    ],
  },
  { gradients: false },
);
