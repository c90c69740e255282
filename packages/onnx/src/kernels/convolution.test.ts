import * as tf from '@tensorflow/tfjs';
import { againstCpu } from './against-cpu.test.cases.ts';
import { itemBlocks } from './item-blocks.ts';

type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];
type Row = readonly [channels: number, filter: number, stride: number, pad: Pad];
type Maps = [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];

const rows: Row[] = [];
// Below 16 channels by ONNX's Conv, from 16 on by columns.
for (const channels of [1, 3, 16, 20]) {
  rows.push([channels, 3, 1, 'same'], [channels, 5, 1, 'valid'], [channels, 3, 2, 'same'], [channels, 5, 2, 'valid']);
  rows.push([channels, 1, 1, 'same'], [channels, 4, 1, 'same'], [channels, 1, 2, 'valid'], [channels, 2, 3, 'same']);
  rows.push(
    [channels, 3, 1, 2],
    [
      channels,
      3,
      2,
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
    ],
  );
}
againstCpu(
  Object.fromEntries(
    rows.map(([channels, filter, stride, pad]) => [
      `conv2d of ${channels} channels, filter ${filter}, stride ${stride}, padding ${JSON.stringify(pad)}`,
      [
        [[2, 9, 11, channels], [filter, filter, channels, 18], [18]],
        (x: Maps[0], w: Maps[1], b: Maps[2]) => tf.relu(tf.add(tf.conv2d(x, w, stride, pad), b)),
      ],
    ]),
  ),
);

// In blocks: whole windows next to each other, channels (and, for the filter's gradient, items) that fill blocks.
for (const [items, channels, filters] of [
  [16, 1, 16],
  [16, 16, 16],
  [3, 16, 16],
  [16, 3, 16],
] as const) {
  againstCpu({
    [`conv2d of ${items} pictures, ${channels} to ${filters} channels, and pooling that overlaps`]: [
      [[items, 6, 5, channels], [3, 2, channels, filters], [filters]],
      (x: Maps[0], w: Maps[1], b: Maps[2]) =>
        tf.maxPool(tf.relu(tf.add(tf.conv2d(x, w, 1, 'valid'), b)) as tf.Tensor4D, 3, 2, 'same'),
    ],
    [`conv2d of ${items} pictures, ${channels} to ${filters} channels, twice`]: [
      [
        [items, 6, 5, channels],
        [3, 3, channels, filters],
        [2, 2, filters, 16],
      ],
      (x: Maps[0], w: Maps[1], v: Maps[1]) =>
        tf.conv2d(tf.maxPool(tf.conv2d(x, w, 1, 'valid'), 2, 1, 'valid'), v, 1, 'valid'),
    ],
  });
}

// So many windows that items are taken in blocks: forwards and for the filter's gradient, and for the input's.
againstCpu({
  'conv2d of many numbers': [
    [[16, 24, 24, 16], [3, 3, 16, 2], [2]],
    (x: Maps[0], w: Maps[1], b: Maps[2]) => tf.relu(tf.add(tf.conv2d(x, w, 1, 'same'), b)),
  ],
  'conv2d to many numbers': [
    [
      [16, 24, 24, 2],
      [3, 3, 2, 16],
    ],
    (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 1, 'same'),
  ],
});

test('items are cut into equal blocks of some 1,000 rows where all columns are many', () => {
  const cuts = [itemBlocks(8, 100, 100), itemBlocks(128, 49, 1152), itemBlocks(7, 1024, 400), itemBlocks(6, 700, 1600)];
  expect(cuts).toEqual([1, 8, 7, 3]);
});

againstCpu({
  'conv2d to few channels': [
    [
      [2, 6, 6, 16],
      [3, 3, 16, 4],
    ],
    (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 1, 'same'),
  ],
  'conv2d of which a pixel and a filter row see nothing': [
    [
      [1, 6, 6, 2],
      [2, 2, 2, 3],
    ],
    (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 4, 'valid'),
  ],
  'conv2d, channels first': [
    [
      [2, 3, 8, 7],
      [3, 3, 3, 4],
    ],
    (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 2, 'valid', 'NCHW'),
  ],
  conv1d: [
    [
      [2, 12, 20],
      [5, 20, 7],
    ],
    (x: tf.Tensor3D, w: tf.Tensor3D) => tf.conv1d(x, w, 2, 'same'),
  ],
  conv2dTranspose: [
    [
      [2, 4, 5, 6],
      [3, 3, 4, 6],
    ],
    (x: Maps[0], w: Maps[1]) => tf.conv2dTranspose(x, w, [2, 8, 10, 4], 2, 'same'),
  ],
  conv3d: [
    [
      [2, 4, 5, 6, 2],
      [2, 3, 2, 2, 3],
    ],
    (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, 1, 'same'),
  ],
  depthwiseConv2d: [
    [
      [2, 7, 6, 3],
      [3, 3, 3, 2],
    ],
    (x: Maps[0], w: Maps[1]) => tf.depthwiseConv2d(x, w, 1, 'same'),
  ],
  'depthwiseConv2d, stride 2': [
    [
      [2, 7, 6, 3],
      [3, 3, 3, 1],
    ],
    (x: Maps[0], w: Maps[1]) => tf.depthwiseConv2d(x, w, 2, 'valid'),
  ],
  separableConv2d: [
    [
      [2, 7, 6, 3],
      [3, 3, 3, 2],
      [1, 1, 6, 5],
    ],
    (x: Maps[0], d: Maps[1], p: Maps[1]) => tf.separableConv2d(x, d, p as tf.Tensor4D, 1, 'same'),
  ],
});

// Gradients of dilated convolutions are not TensorFlow.js's to give.
againstCpu(
  {
    'dilated conv2d': [
      [
        [2, 9, 9, 3],
        [3, 3, 3, 4],
      ],
      (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 1, 'same', 'NHWC', 2),
    ],
    'dilated conv2d by columns': [
      [
        [2, 9, 9, 16],
        [3, 3, 16, 4],
      ],
      (x: Maps[0], w: Maps[1]) => tf.conv2d(x, w, 1, 'valid', 'NHWC', [2, 3]),
    ],
    'fused conv2d': [
      [[2, 6, 6, 16], [3, 3, 16, 5], [5], [5]],
      (x: Maps[0], filter: Maps[1], bias: Maps[2], preluActivationWeights: Maps[2]) =>
        tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation: 'prelu', preluActivationWeights }),
    ],
  },
  { gradients: false },
);
