import * as tf from '@tensorflow/tfjs';
import { expectGradient, gradientOf } from '../finite-differences.ts';
import { kernelsOf, valuesOf } from '../read.ts';
import type { DistanceLike } from './distance.ts';

/** Core's `PairLoss`, restated. */
export type PairLossLike = {
  readonly kind: 'pair';
  readonly distance: DistanceLike;
  (distances: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D;
};

/** Core's `LogitLoss`, restated. */
export type LogitLossLike = {
  readonly kind: 'logit';
  (logits: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D;
};

/** Core's `TripletLoss`, restated. */
export type TripletLossLike = {
  readonly kind: 'triplet';
  readonly distance: DistanceLike;
  (positive: tf.Tensor1D, negative: tf.Tensor1D, positiveNegative?: tf.Tensor1D): tf.Tensor1D;
};

/** Core's `BatchLoss`, restated. */
export type BatchLossLike = {
  readonly kind: 'batch';
  (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D;
};

/** Away from the kinks of common margins (0.2, 0.5, 1). */
const some = [0.35, 0.81, 1.27, 0.11];
const others = [0.93, 0.62, 0.44, 1.73];

/** Every value is finite and not below 0, and there are n of them. */
async function expectValues(make: () => tf.Tensor, n: number): Promise<number[]> {
  const values = await valuesOf(make);
  expect(values).toHaveLength(n);
  for (const value of values) expect(Number.isFinite(value) && value >= -1e-6).toBe(true);
  return values;
}

/** On the backend that can be asked, both computations run the same kernels: labels are data and never branches. */
async function expectOneGraph(first: () => tf.Tensor, second: () => tf.Tensor): Promise<void> {
  if (tf.getBackend() === 'cpu') expect(await kernelsOf(first)).toEqual(await kernelsOf(second));
}

/** What losses on pairs keep, on distances or on logits: `more` is a value that is more alike than `less`. */
export function testPairLoss(name: string, loss: PairLossLike | LogitLossLike): void {
  const [more, less] = loss.kind === 'pair' && loss.distance.nearer === 'smaller' ? [0.1, 0.9] : [0.9, 0.1];
  const same = [true, false, true, false];
  describe(`the ${loss.kind} loss ${name}`, () => {
    test('gives a value for each pair, with the gradient of finite differences', async () => {
      await expectValues(() => loss(tf.tensor1d(some), same), 4);
      await expectGradient((x) => loss(x as tf.Tensor1D, same), some, [4]);
    });

    test('a same pair costs more the less alike it is, a different one the more', async () => {
      const pairs = () => tf.tensor1d([more, less]);
      const [near, far] = await valuesOf(() => loss(pairs(), [true, true]));
      expect(far! - near!).toBeGreaterThan(0);
      const [alike, apart] = await valuesOf(() => loss(pairs(), [false, false]));
      expect(alike! - apart!).toBeGreaterThan(0);
    });

    test('is one graph whatever the pairs are, and refuses another number of them', async () => {
      await expectOneGraph(
        () => loss(tf.tensor1d(some), same),
        () => loss(tf.tensor1d(some), [true, true, true, true]),
      );
      tf.tidy(() => expect(() => loss(tf.tensor1d(some), [true])).toThrow(TypeError));
    });
  });
}

/** What losses on triplets keep. */
export function testTripletLoss(name: string, loss: TripletLossLike): void {
  describe(`the triplet loss ${name}`, () => {
    test('gives a value for each triplet, with the gradients of finite differences', async () => {
      await expectValues(() => loss(tf.tensor1d(some), tf.tensor1d(others), tf.tensor1d([2.1, 2.2, 2.3, 2.4])), 4);
      const third = () => tf.tensor1d([2.1, -2.2, 2.3, -2.4]);
      await expectGradient((x) => loss(x as tf.Tensor1D, tf.tensor1d(others), third()), some, [4]);
      await expectGradient((x) => loss(tf.tensor1d(some), x as tf.Tensor1D, third()), others, [4]);
    });

    test('costs less where the positive is nearer and the negative farther', async () => {
      const near = loss.distance.nearer === 'smaller' ? 0.2 : 0.9;
      const far = loss.distance.nearer === 'smaller' ? 0.9 : 0.2;
      const third = () => tf.tensor1d([far, near]);
      const values = await valuesOf(() => loss(tf.tensor1d([near, far]), tf.tensor1d([far, near]), third()));
      expect(values[1]! - values[0]!).toBeGreaterThan(0);
    });
  });
}

const embeddings = [1, 0.2, -0.3, 0.8, 0.5, 0.1, -1, 0.4, 0.3, -0.8, 0.1, 0.6];

/**
 * What losses on a whole batch keep.
 *
 * @param o.constants whether parts of it count as constants in the gradient, which is then not that of finite differences
 */
export function testBatchLoss(name: string, loss: BatchLossLike, o: { constants?: boolean } = {}): void {
  const labels = ['a', 'a', 'b', 'b'];
  const batch = (values: readonly number[]) => tf.tensor2d([...values], [4, 3]);
  const total = (values: readonly number[]) => values.reduce((so, value) => so + value, 0);
  describe(`the batch loss ${name}`, () => {
    test('gives a value for each item, with the gradient of finite differences', async () => {
      await expectValues(() => loss(batch(embeddings), labels), 4);
      const f = (x: tf.Tensor) => loss(x as tf.Tensor2D, labels);
      if (o.constants !== true) await expectGradient(f, embeddings, [4, 3], { tolerance: 2e-2 });
    });

    test('is finite, with a finite gradient, on equal rows, on zero rows, in one class, in classes of one', async () => {
      for (const values of [Array(12).fill(1), Array(12).fill(0), embeddings]) {
        for (const names of [labels, ['a', 'a', 'a', 'a'], ['a', 'b', 'c', 'd']]) {
          const got = await valuesOf(() => loss(batch(values), names));
          const gradient = await gradientOf((x) => loss(x as tf.Tensor2D, names), values, [4, 3]);
          expect([...got, ...gradient].every(Number.isFinite)).toBe(true);
        }
      }
    });

    test('costs less where the classes lie apart than where they are mixed', async () => {
      const apart = await valuesOf(() => loss(batch(embeddings), labels));
      const mixed = await valuesOf(() => loss(batch(embeddings), ['a', 'b', 'a', 'b']));
      expect(total(mixed) - total(apart)).toBeGreaterThan(0);
    });

    test('does not depend on the order of the items', async () => {
      const values = await valuesOf(() => loss(batch(embeddings), labels));
      const turned = [...embeddings.slice(3), ...embeddings.slice(0, 3)];
      const again = await valuesOf(() => loss(batch(turned), ['a', 'b', 'b', 'a']));
      for (const [i, value] of again.entries()) expect(value).toBeCloseTo(values[(i + 1) % 4]!, 4);
    });

    test('is one graph whatever the labels are, and refuses another number of them', async () => {
      await expectOneGraph(
        () => loss(batch(embeddings), labels),
        () => loss(batch(embeddings), ['x', 'y', 'x', 'z']),
      );
      tf.tidy(() => expect(() => loss(batch(embeddings), ['a'])).toThrow(TypeError));
    });
  });
}
