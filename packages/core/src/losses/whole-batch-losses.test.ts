import { expectGradient, gradientOf, onEachBackend, testBatchLoss, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { binSums } from './bin-sums.ts';
import {
  type BatchLoss,
  fastAp,
  ge2e,
  histogram,
  liftedStructure,
  rankedList,
  snrContrastive,
  softNearestNeighbours,
} from './index.ts';
import { oraclesOf, outcomeOf } from './oracle.testing.ts';

const losses: Record<string, (o?: object) => BatchLoss> = {
  liftedStructure,
  softNearestNeighbours,
  fastAp,
  rankedList,
  histogram,
  snrContrastive,
  ge2e,
};
const names = Object.keys(losses);
const dispose = (loss: BatchLoss) => tf.dispose([...(loss.variables ?? [])]);
const oracles = oraclesOf('class-losses.json').filter(({ loss }) => names.includes(loss));

/** Rows at unequal distances, none near a kink. */
const some = Array.from({ length: 20 }, (_, i) => Math.sin(1.7 * i * i + 0.3));

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test.each(oracles)('$loss $options is that of the oracle, value and gradient', async (oracle) => {
    const loss = losses[oracle.loss]!(oracle.options);
    for (const [seed, ...wanted] of backend === 'cpu' ? oracle.cases : oracle.cases.slice(0, 1)) {
      const { got, sizes } = await outcomeOf(loss, seed!, oracle.rows);
      for (const [i, value] of wanted.entries()) {
        expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(Math.abs(value), sizes[i]!));
      }
    }
    dispose(loss);
  });

  test.each(names)(
    '%s: finite values and gradients of equal rows, zero rows, one class, and items alone',
    async (name) => {
      const loss = losses[name]!();
      for (const x of [some, Array(20).fill(0), Array(20).fill(0.5), some.map((v, i) => (i < 8 ? 0 : v))]) {
        for (const labels of [
          ['a', 'a', 'a', 'a', 'a'],
          ['a', 'b', 'c', 'd', 'e'],
          ['a', 'a', 'b', 'b', 'c'],
        ]) {
          const f = (t: tf.Tensor) => loss(t as tf.Tensor2D, labels);
          const values = await valuesOf(() => f(tf.tensor2d(x, [5, 4])));
          const gradient = await gradientOf(f, x, [5, 4]);
          expect(values).toHaveLength(5);
          expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
        }
      }
      dispose(loss);
    },
  );

  test('what has no positive, or no negative, costs nothing where both are needed', async () => {
    const x = () => tf.tensor2d(some, [5, 4]);
    const [alone, one] = [['a', 'b', 'c', 'd', 'e'], Array(5).fill('a') as string[]];
    for (const [name, labels] of [
      ['liftedStructure', alone],
      ['liftedStructure', one],
      ['fastAp', alone],
      ['softNearestNeighbours', alone],
      ['softNearestNeighbours', one],
      ['histogram', alone],
      ['histogram', one],
      ['ge2e', alone],
      ['ge2e', one],
    ] as const) {
      const loss = losses[name]!();
      for (const value of await valuesOf(() => loss(x(), labels))) expect(value).toBeCloseTo(0, 5);
      dispose(loss);
    }
    expect(fastAp().counts!(['a', 'b', 'a'])).toEqual([true, false, true]);
    expect(softNearestNeighbours().counts!(['a', 'b', 'a'])).toEqual([true, false, true]);
  });

  test('binSums by hand, and its gradient is that of central differences', async () => {
    const x = [0, 0.25, 1.5, 2.75, 3, 7];
    const sums = [1 + 0.75, 1 + 1 + 0.5, 1 + 1 + 1 + 0.25];
    expect(await valuesOf(() => binSums(tf.tensor2d([x]), 3))).toEqual(sums);
    await expectGradient((t) => tf.square(binSums(t as tf.Tensor2D, 3)), [0.25, 1.5, 2.75, 5, 0.9, 2.2], [2, 3]);
  });

  test('ge2e: w stays above 0, and both variables have the gradients of central differences', async () => {
    for (const kind of ['softmax', 'contrast'] as const) {
      const loss = ge2e({ kind });
      const [logW, b] = loss.variables!;
      expect((await logW!.data())[0]).toBeCloseTo(Math.log(10), 5);
      expect((await b!.data())[0]).toBe(-5);
      const f = (t: tf.Tensor) => {
        logW!.assign(tf.reshape(tf.slice(t, 0, 1), []));
        b!.assign(tf.reshape(tf.slice(t, 1, 1), []));
        return tf.sum(loss(tf.tensor2d(some, [5, 4]), ['a', 'b', 'a', 'a', 'b']));
      };
      const at = async (x: number[]) => (await valuesOf(() => f(tf.tensor1d(x))))[0]!;
      const [w, c] = [0.5, -0.3];
      await at([w, c]);
      const { grads, value } = tf.tidy(() =>
        tf.variableGrads(() => tf.sum(loss(tf.tensor2d(some, [5, 4]), ['a', 'b', 'a', 'a', 'b'])), [logW!, b!]),
      );
      const got = [(await grads[logW!.name]!.data())[0]!, (await grads[b!.name]!.data())[0]!];
      tf.dispose([grads, value]);
      expect(got[0]).toBeCloseTo(((await at([w + 0.01, c])) - (await at([w - 0.01, c]))) / 0.02, 2);
      expect(got[1]).toBeCloseTo(((await at([w, c + 0.01])) - (await at([w, c - 0.01]))) / 0.02, 2);
      dispose(loss);
    }
  });

  test('ge2e does not depend on the order of the items', async () => {
    const loss = ge2e();
    const labels = ['a', 'b', 'a', 'a', 'b'];
    const values = await valuesOf(() => loss(tf.tensor2d(some, [5, 4]), labels));
    const turned = [...some.slice(4), ...some.slice(0, 4)];
    const again = await valuesOf(() => loss(tf.tensor2d(turned, [5, 4]), [...labels.slice(1), 'a']));
    for (const [i, value] of again.entries()) expect(value).toBeCloseTo(values[(i + 1) % 5]!, 4);
    dispose(loss);
  });

  if (backend !== 'cpu') return;
  for (const [name, make] of Object.entries({
    liftedStructure,
    softNearestNeighbours,
    fastAp,
    rankedList,
    snrContrastive,
  })) {
    testBatchLoss(name, make());
  }
  testBatchLoss('histogram', histogram({ bins: 5 }));

  test.each(names)('%s: the gradient is that of central differences where an item is alone', async (name) => {
    const loss = losses[name]!(name === 'histogram' ? { bins: 4 } : {});
    const f = (t: tf.Tensor) => loss(t as tf.Tensor2D, ['a', 'b', 'a', 'c', 'b']);
    await expectGradient(f, some, [5, 4], { h: 3e-3, tolerance: 1e-2 });
    dispose(loss);
  });
});

test.each([
  ['liftedStructure', { margin: -1 }],
  ['liftedStructure', { margin: NaN }],
  ['softNearestNeighbours', { temperature: 0 }],
  ['fastAp', { bins: 0 }],
  ['rankedList', { alpha: 0 }],
  ['rankedList', { margin: -0.1 }],
  ['rankedList', { alpha: 1, margin: 1.1 }],
  ['rankedList', { tn: -1 }],
  ['rankedList', { tp: NaN }],
  ['rankedList', { balance: 1.1 }],
  ['histogram', { bins: 2.5 }],
  ['snrContrastive', { margin: 0 }],
  ['snrContrastive', { positiveMargin: -1 }],
  ['ge2e', { kind: 'other' }],
  ['ge2e', { w: 0 }],
  ['ge2e', { w: -1 }],
  ['ge2e', { b: NaN }],
])('%s refuses %p', (name, o) => {
  expect(() => losses[name]!(o)).toThrow(RangeError);
});

test.each(names)('%s refuses labels of another number, no matrix, and no items', (name) => {
  const loss = losses[name]!();
  tf.tidy(() => {
    expect(() => loss(tf.ones([3, 2]), ['a'])).toThrow(TypeError);
    expect(() => loss(tf.ones([3]) as unknown as tf.Tensor2D, ['a', 'a', 'b'])).toThrow(TypeError);
    expect(() => loss(tf.ones([0, 2]), [])).toThrow(RangeError);
  });
  dispose(loss);
});
