import { expectGradient, gradientOf, onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, type Distance, euclidean } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import { batchAll, batchHard, type Miner, semiHard } from './index.ts';

const labels = ['a', 'b', 'a', 'c', 'b', 'a', 'd'];
const n = labels.length;
const random = createRandom(5);
const far: number[][] = labels.map(() => Array(n).fill(0));
for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) far[i]![j] = far[j]![i] = random.float() + 0.1;

type Mined = { positive: number[]; negative: number[]; weights: number[] };

async function mine(miner: Miner, distance: Distance, names = labels, values = far): Promise<Mined> {
  const sign = distance.nearer === 'smaller' ? 1 : -1;
  const mined = tf.tidy(() => miner(tf.tensor2d(values.map((row) => row.map((d) => sign * d))), names, distance));
  const read = async (tensor: tf.Tensor, scale: number) => Array.from(await tensor.data(), (value) => scale * value);
  const out = {
    positive: await read(mined.positive, sign),
    negative: await read(mined.negative, sign),
    weights: await read(mined.weights, 1),
  };
  tf.dispose(mined);
  return out;
}

const indices = labels.map((_, i) => i);
const positives = (i: number) => indices.filter((j) => j !== i && labels[j] === labels[i]);
const negatives = (i: number) => indices.filter((j) => labels[j] !== labels[i]);
const at = (i: number) => (j: number) => far[i]![j]!;

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  describe.each([euclidean, cosine])('with $name', (distance) => {
    test('batch-hard is the farthest positive and the nearest negative, by loops', async () => {
      const { positive, negative, weights } = await mine(batchHard(), distance);
      expect(weights).toEqual([1, 1, 1, 0, 1, 1, 0]);
      for (const i of indices.filter((i) => weights[i] === 1)) {
        expect(positive[i]).toBeCloseTo(Math.max(...positives(i).map(at(i))), 6);
        expect(negative[i]).toBeCloseTo(Math.min(...negatives(i).map(at(i))), 6);
      }
    });

    test('semi-hard is the nearest negative beyond the positive, else the farthest, by loops', async () => {
      const { positive, negative, weights } = await mine(semiHard(), distance);
      let beyond = 0;
      let none = 0;
      for (const i of indices) {
        for (const j of indices) {
          const counts = positives(i).includes(j);
          expect(weights[i * n + j]).toBe(counts ? 1 : 0);
          if (!counts) continue;
          const farther = negatives(i)
            .map(at(i))
            .filter((d) => d > far[i]![j]!);
          if (farther.length > 0) beyond++;
          else none++;
          const wanted = farther.length > 0 ? Math.min(...farther) : Math.max(...negatives(i).map(at(i)));
          expect(positive[i * n + j]).toBeCloseTo(far[i]![j]!, 6);
          expect(negative[i * n + j]).toBeCloseTo(wanted, 6);
        }
      }
      expect([beyond > 0, none > 0]).toEqual([true, true]);
    });

    test('batch-all is every triplet, by loops', async () => {
      const { positive, negative, weights } = await mine(batchAll(), distance);
      for (const i of indices) {
        for (const j of indices) {
          for (const k of indices) {
            const triplet = (i * n + j) * n + k;
            const counts = positives(i).includes(j) && negatives(i).includes(k);
            expect(weights[triplet]).toBe(counts ? 1 : 0);
            expect(positive[triplet]).toBeCloseTo(counts ? far[i]![j]! : 0, 6);
            expect(negative[triplet]).toBeCloseTo(counts ? far[i]![k]! : 0, 6);
          }
        }
      }
    });

    test.each([batchHard(), semiHard(), batchAll()])(
      '$name finds nothing in one class or in classes of one',
      async (miner) => {
        for (const names of [labels.map(() => 'a'), labels.map((_, i) => String(i))]) {
          const { positive, negative, weights } = await mine(miner, distance, names);
          for (const values of [positive, negative, weights]) expect(values.every((value) => value === 0)).toBe(true);
        }
      },
    );

    test.each([batchHard(), semiHard(), batchAll()])(
      'the gradient of $name is that of finite differences',
      async (miner) => {
        const x = far.flat().map((d, k) => (distance.nearer === 'smaller' ? d : -d) + 0.013 * k);
        const f = (t: tf.Tensor) => {
          const { positive, negative } = miner(t as tf.Tensor2D, labels, distance);
          return tf.add(tf.sum(tf.square(positive)), tf.mul(3, tf.sum(negative)));
        };
        await expectGradient(f, x, [n, n], { h: 1e-3, tolerance: 1e-2 });
      },
    );
  });

  test('tied distances share the gradient rather than multiply it', async () => {
    const f = (t: tf.Tensor) => tf.sum(batchHard()(t as tf.Tensor2D, ['a', 'a', 'a'], euclidean).positive);
    const none = await gradientOf(f, Array(9).fill(0.5), [3, 3]);
    expect(none.every((value) => Math.abs(value) === 0)).toBe(true);
    const g = (t: tf.Tensor) => tf.sum(batchHard()(t as tf.Tensor2D, ['a', 'a', 'a', 'b'], euclidean).positive);
    const shared = await gradientOf(g, Array(16).fill(0.5), [4, 4]);
    expect(shared.slice(0, 4)).toEqual([0, 0.5, 0.5, 0]);
  });
});

test('miners have names, and refuse distances that do not fit the labels', () => {
  expect([batchHard(), semiHard(), batchAll()].map((miner) => miner.name)).toEqual([
    'batchHard',
    'semiHard',
    'batchAll',
  ]);
  tf.tidy(() => {
    expect(() => batchHard()(tf.zeros([2, 2]), ['a'], euclidean)).toThrow(
      new TypeError(
        'batchHard: argument distances must have the shape [1, 1], or fewer rows, for 1 labels, got [2, 2]',
      ),
    );
  });
});
