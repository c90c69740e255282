import * as tf from '@tensorflow/tfjs';
import { againstCpu } from './against-cpu.test.cases.ts';

const cube = [[2, 3, 4]];
againstCpu({
  reshape: [cube, (x: tf.Tensor) => tf.reshape(x, [4, -1])],
  expandDims: [cube, (x: tf.Tensor) => tf.expandDims(x, -1)],
  transpose: [cube, (x: tf.Tensor) => tf.transpose(x, [2, 0, 1])],
  'transpose of axes of length 1': [[[2, 1, 3, 1]], (x: tf.Tensor) => tf.transpose(x, [0, 3, 2, 1])],
  slice: [cube, (x: tf.Tensor) => tf.slice(x, [0, 1, 2], [2, 2, -1])],
  split: [cube, (x: tf.Tensor) => tf.split(x, [1, 3], 2)],
  unstack: [cube, (x: tf.Tensor) => tf.unstack(x, 1)],
  stack: [
    [
      [2, 3],
      [2, 3],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.stack([a, b], 1),
  ],
  concat: [
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    (...all: tf.Tensor[]) => tf.concat(all, 1),
  ],
  reverse: [cube, (x: tf.Tensor) => tf.reverse(x, [0, 2])],
  tile: [cube, (x: tf.Tensor) => tf.tile(x, [1, 2, 3])],
  broadcastTo: [[[3, 1]], (x: tf.Tensor) => tf.broadcastTo(x, [2, 3, 4])],
  'tile of one row, read by a product and by a reduction': [
    [
      [1, 4],
      [4, 2],
    ],
    (x: tf.Tensor2D, w: tf.Tensor2D) => {
      const wide = tf.tile(x, [3, 1]);
      return [tf.matMul(wide, w), tf.sum(wide, 0), tf.mul(wide, wide)];
    },
  ],
  pad: [
    cube,
    (x: tf.Tensor) =>
      tf.pad(
        x,
        [
          [0, 1],
          [2, 0],
          [1, 1],
        ],
        0.5,
      ),
  ],
  mirrorPad: [
    [[3, 4]],
    (x: tf.Tensor) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [0, 1],
        ],
        'reflect',
      ),
  ],
  gather: [cube, (x: tf.Tensor) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1)],
  cumsum: [cube, (x: tf.Tensor) => tf.cumsum(x, 2, true, true)],
  resizeBilinear: [[[2, 4, 4, 3]], (x: tf.Tensor4D) => tf.image.resizeBilinear(x, [7, 7])],
  // one picture: the cpu backend's gradient looks for those of a second one at the wrong place
  resizeNearestNeighbor: [[[1, 4, 4, 3]], (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [7, 7])],
  spaceToBatchND: [
    [[2, 4, 4, 3]],
    (x: tf.Tensor) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [2, 0],
        ],
      ),
  ],
  batchToSpaceND: [
    [[4, 2, 2, 3]],
    (x: tf.Tensor) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 1],
          [0, 0],
        ],
      ),
  ],
});

againstCpu(
  {
    'gather with batches': [
      [[2, 3, 4]],
      (x: tf.Tensor) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [2, 0],
              [1, 1],
            ],
            [2, 2],
            'int32',
          ),
          1,
          1,
        ),
    ],
    'half-pixel centres': [
      [[2, 4, 5, 3]],
      (x: tf.Tensor4D) => [
        tf.image.resizeBilinear(x, [7, 3], false, true),
        tf.image.resizeNearestNeighbor(x, [7, 3], false, true),
      ],
    ],
    cumprod: [cube, (x: tf.Tensor) => tf.cumprod(x, 2, false, true)],
    oneHot: [[[4]], (x: tf.Tensor) => tf.oneHot(tf.cast(tf.mul(tf.abs(x), 3), 'int32'), 3)],
    topk: [[[3, 6]], (x: tf.Tensor) => Object.values(tf.topk(x, 3))],
    'argMax and argMin': [[[3, 6]], (x: tf.Tensor) => [tf.argMax(x, 1), tf.argMin(x, 0)]],
    scatterND: [[[3, 2]], (x: tf.Tensor) => tf.scatterND(tf.tensor2d([[1], [0], [1]], [3, 1], 'int32'), x, [4, 2])],
    unsortedSegmentSum: [[[4, 2]], (x: tf.Tensor) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1, 2], 'int32'), 3)],
    'fill, ones and zeros': [
      [[9, 9]],
      (x: tf.Tensor) => [
        tf.add(x, tf.onesLike(x)),
        tf.zerosLike(x),
        tf.onesLike(x),
        tf.fill([2], 3),
        tf.range(0, 5),
        tf.linspace(0, 1, 5),
      ],
    ],
    'nothing at all': [
      [[0, 3]],
      (x: tf.Tensor) => [
        tf.sum(x, 0),
        tf.add(x, 1),
        tf.concat([x, tf.ones([2, 3])], 0),
        tf.matMul(x as tf.Tensor2D, tf.ones([3, 2])),
        tf.matMul(tf.transpose(x) as tf.Tensor2D, tf.ones([0, 2])),
        tf.pad(x, [
          [1, 0],
          [0, 0],
        ]),
      ],
    ],
  },
  { gradients: false },
);

// TensorFlow.js has no gradient for these, or one that fails on every backend.
againstCpu(
  {
    stridedSlice: [cube, (x: tf.Tensor) => tf.stridedSlice(x, [1, 2, 3], [0, 0, -5], [-1, -1, -2])],
    'stridedSlice of one row': [cube, (x: tf.Tensor) => tf.stridedSlice(x, [1], [2], [1], 0, 0, 0, 0, 1)],
    gatherND: [
      [[3, 4]],
      (x: tf.Tensor) =>
        tf.gatherND(
          x,
          tf.tensor2d(
            [
              [2, 1],
              [0, 0],
            ],
            [2, 2],
            'int32',
          ),
        ),
    ],
    'cumsum of an inner axis': [cube, (x: tf.Tensor) => tf.cumsum(x, 1, true, true)],
    'resizeBilinear to another form': [[[2, 4, 5, 3]], (x: tf.Tensor4D) => tf.image.resizeBilinear(x, [7, 3])],
    'resizeNearestNeighbor to another form': [
      [[2, 4, 5, 3]],
      (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [7, 3]),
    ],
  },
  { gradients: false },
);
