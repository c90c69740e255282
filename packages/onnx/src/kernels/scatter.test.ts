import * as tf from '@tensorflow/tfjs';
import '../index.ts';

beforeAll(() => tf.setBackend('onnx'));

/** How many numbers there are, and how few places they go to. */
const [count, places] = [120_000, 6];
const ids = () => Int32Array.from({ length: count }, (_, i) => (i * 5 + (i >> 7)) % places);
const expected = () => {
  const sums = Array.from({ length: places }, () => 0);
  for (const id of ids()) sums[id]!++;
  return sums;
};

/** What many threads that add to few places must not lose. */
test('many rows for few places: every one counts, every time', async () => {
  for (let round = 0; round < 8; round++) {
    const found = tf.tidy(() => {
      const at = tf.tensor1d(ids(), 'int32');
      const ones = tf.ones([count]);
      const table = tf.ones([places, 2]);
      const depth = tf.stack([tf.zerosLike(at), at], 1);
      return [
        tf.unsortedSegmentSum(ones, at, places),
        tf.slice(tf.unsortedSegmentSum(tf.ones([count, 3]), at, places), [0, 1], [places, 1]),
        tf.scatterND(tf.reshape(at, [count, 1]), ones, [places]),
        tf.scatterND(depth, ones, [1, places]),
        tf.slice(tf.grad((x) => tf.sum(tf.gather(x, at)))(table), [0, 0], [places, 1]),
      ].map((sums) => tf.reshape(sums, [places]));
    });
    for (const sums of found) expect([...(await sums.data())]).toEqual(expected());
    tf.dispose(found);
  }
});

test('of several updates for one place the last stays', async () => {
  const at = Int32Array.from({ length: 40_000 }, (_, i) => i % 4);
  const found = tf.tidy(() =>
    tf.tensorScatterUpdate(tf.zeros([4]), tf.tensor2d(at, [40_000, 1], 'int32'), tf.range(0, 40_000)),
  );
  expect([...(await found.data())]).toEqual([39_996, 39_997, 39_998, 39_999]);
  found.dispose();
});

test('a position beyond one axis is no position in the next row', async () => {
  const outside = tf.tidy(() => tf.scatterND(tf.tensor2d([[0, 3]], [1, 2], 'int32'), tf.ones([1]), [2, 3]));
  await expect(outside.data()).rejects.toThrow('ScatterNd');
  outside.dispose();
});
