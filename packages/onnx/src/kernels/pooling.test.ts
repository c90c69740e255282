import * as tf from '@tensorflow/tfjs';
import { againstCpu } from './against-cpu.test.cases.ts';

type Row = readonly [size: number, filter: number, stride: number, pad: 'same' | 'valid' | number];

const rows: Row[] = [
  [8, 2, 2, 'valid'],
  [9, 3, 3, 'valid'],
  [9, 3, 2, 'valid'],
  [9, 2, 2, 'valid'],
  [8, 2, 1, 'valid'],
  [9, 3, 2, 'same'],
  [8, 3, 1, 'same'],
  [8, 2, 3, 'valid'],
  [7, 7, 7, 'valid'],
  [6, 3, 2, 1],
];
for (const [name, pool] of [
  ['maxPool', tf.maxPool],
  ['avgPool', tf.avgPool],
] as const) {
  againstCpu(
    Object.fromEntries(
      rows.map(([size, filter, stride, pad]) => [
        `${name} of ${size}, window ${filter}, stride ${stride}, padding ${pad}`,
        [[[2, size, size, 3]], (x: tf.Tensor4D) => pool(x, filter, stride, pad)],
      ]),
    ),
  );
}

againstCpu({
  'maxPool of equal elements': [
    [[2, 8, 8, 3]],
    (x: tf.Tensor4D) => tf.maxPool(tf.add(tf.mul(x, 0), tf.floor(tf.mul(x, 2))) as tf.Tensor4D, 2, 2, 'valid'),
  ],
  maxPool3d: [[[1, 4, 6, 4, 2]], (x: tf.Tensor5D) => tf.maxPool3d(x, 2, 2, 'valid')],
  avgPool3d: [[[1, 4, 6, 4, 2]], (x: tf.Tensor5D) => tf.avgPool3d(x, [2, 3, 2], 1, 'valid')],
  'mean over height and width': [[[2, 5, 4, 3]], (x: tf.Tensor4D) => tf.mean(x, [1, 2])],
  'max over height and width': [[[2, 5, 4, 3]], (x: tf.Tensor4D) => tf.max(x, [1, 2])],
});
