import { expectGradient, gradientOf, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, euclidean } from '../distances/index.ts';
import { memoryStore } from '../store/index.ts';
import { readLayersModel, writeLayersModel } from '../store/layers-model.ts';
import { bilinear, type Head, headFrom, onConcatenation, onDifference, onDistance, scaled } from './index.ts';

const a = [0.5, -1.2, 2, 0.3, 0.7, -0.4];
const b = [1.1, 0.4, -0.6, -0.9, 0.2, 0.8];

/** Runs body with a head and disposes its weights. */
async function withHead(make: () => Head, body: (head: Head) => Promise<void>): Promise<void> {
  const head = make();
  await body(head);
  head.model.dispose();
}

const setWeights = (head: Head, kernel: number[], bias: number) =>
  tf.tidy(() => head.model.setWeights([tf.tensor2d(kernel, [kernel.length, 1]), tf.tensor1d([bias])]));

const logits = (head: Head) => valuesOf(() => head.logits(tf.tensor2d(a, [2, 3]), tf.tensor2d(b, [2, 3])));

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('onDistance is w d + b', () =>
    withHead(
      () => onDistance(euclidean)({ dimensions: 3, seed: 1 }),
      async (head) => {
        setWeights(head, [-2], 0.5);
        const d = await valuesOf(() => euclidean.rows(tf.tensor2d(a, [2, 3]), tf.tensor2d(b, [2, 3])));
        for (const [i, value] of (await logits(head)).entries()) expect(value).toBeCloseTo(0.5 - 2 * d[i]!, 5);
      },
    ));

  test('onDifference is w . |a - b| + b', () =>
    withHead(
      () => onDifference()({ dimensions: 3, seed: 1 }),
      async (head) => {
        setWeights(head, [-1, 2, 0.5], 0.25);
        const wanted = [0, 3].map((i) => {
          const d = [0, 1, 2].map((k) => Math.abs(a[i + k]! - b[i + k]!));
          return -d[0]! + 2 * d[1]! + 0.5 * d[2]! + 0.25;
        });
        for (const [i, value] of (await logits(head)).entries()) expect(value).toBeCloseTo(wanted[i]!, 5);
      },
    ));

  test('onDifference of squares is w . (a - b)^2 + b', () =>
    withHead(
      () => onDifference({ squared: true })({ dimensions: 3, seed: 1 }),
      async (head) => {
        setWeights(head, [-1, 2, 0.5], 0.25);
        const wanted = [0, 3].map((i) => {
          const d = [0, 1, 2].map((k) => (a[i + k]! - b[i + k]!) ** 2);
          return -d[0]! + 2 * d[1]! + 0.5 * d[2]! + 0.25;
        });
        for (const [i, value] of (await logits(head)).entries()) expect(value).toBeCloseTo(wanted[i]!, 4);
      },
    ));

  test('onConcatenation is w . (a, b, |a - b|) + c, and tells a from b', () =>
    withHead(
      () => onConcatenation()({ dimensions: 3, seed: 1 }),
      async (head) => {
        const w = [1, -1, 2, 0.5, 3, -2, -1, 0.25, -0.5];
        setWeights(head, w, 0.75);
        const wanted = [0, 3].map((i) => {
          const [x, y] = [a.slice(i, i + 3), b.slice(i, i + 3)];
          const features = [...x, ...y, ...x.map((value, k) => Math.abs(value - y[k]!))];
          return features.reduce((sum, value, k) => sum + w[k]! * value, 0.75);
        });
        for (const [i, value] of (await logits(head)).entries()) expect(value).toBeCloseTo(wanted[i]!, 5);
      },
    ));

  test('bilinear is s a^T W b + c, and starts at 10 a.b - 5', () =>
    withHead(
      () => bilinear()({ dimensions: 3, seed: 1 }),
      async (head) => {
        const row = (values: readonly number[], i: number) => values.slice(3 * i, 3 * i + 3);
        const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, v, k) => sum + v * y[k]!, 0);
        for (const [i, value] of (await logits(head)).entries()) {
          expect(value).toBeCloseTo(10 * product(row(a, i), row(b, i)) - 5, 4);
        }
        const w = [1, 2, 0, -1, 0.5, 3, 0.25, -2, 1];
        tf.tidy(() => head.model.setWeights([tf.tensor2d(w, [3, 3]), tf.tensor2d([2], [1, 1]), tf.tensor1d([1])]));
        for (const [i, value] of (await logits(head)).entries()) {
          // The kernel of a dense layer works from the left: b W.
          const turned = [0, 1, 2].map((k) => [0, 1, 2].reduce((sum, j) => sum + b[3 * i + j]! * w[3 * j + k]!, 0));
          expect(value).toBeCloseTo(2 * product(row(a, i), turned) + 1, 4);
        }
      },
    ));

  test('scaled is cos / t + b and starts at 10 cos - 5', () =>
    withHead(
      () => scaled()({ dimensions: 3, seed: 1 }),
      async (head) => {
        const s = await valuesOf(() => cosine.rows(tf.tensor2d(a, [2, 3]), tf.tensor2d(b, [2, 3])));
        for (const [i, value] of (await logits(head)).entries()) expect(value).toBeCloseTo(10 * s[i]! - 5, 4);
      },
    ));

  test.each([
    ['onDistance', onDistance(euclidean)],
    ['onDifference', onDifference()],
    ['onDifference of squares', onDifference({ squared: true })],
    ['onConcatenation', onConcatenation()],
    ['bilinear', bilinear()],
    ['scaled', scaled()],
  ])(
    '%s calls equal embeddings more alike, has the gradient of finite differences, and a finite one at a = b',
    (_, make) =>
      withHead(
        () => make({ dimensions: 3, seed: 7 }),
        async (head) => {
          const [equal] = await valuesOf(() => head.logits(tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[1, 2, 3]])));
          const [other] = await valuesOf(() => head.logits(tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[-1, 3, 0]])));
          expect(equal).toBeGreaterThan(other!);
          const f = (x: tf.Tensor) => head.logits(x as tf.Tensor2D, tf.tensor2d(b, [2, 3]));
          await expectGradient(f, a, [2, 3]);
          expect((await gradientOf(f, b, [2, 3])).every(Number.isFinite)).toBe(true);
        },
      ),
  );

  test('json and model make the same head again', async () => {
    const squares = onDifference({ squared: true });
    for (const make of [onDistance(cosine), onDifference(), squares, onConcatenation(), bilinear(), scaled()]) {
      await withHead(
        () => make({ dimensions: 3, seed: 3 }),
        async (head) => {
          const again = headFrom(JSON.parse(JSON.stringify(head.json)), head.model);
          expect(await logits(again)).toEqual(await logits(head));
          expect(again.json).toEqual(head.json);
        },
      );
    }
  });

  test('a head of two inputs is written and read as any other', () =>
    withHead(
      () => bilinear()({ dimensions: 3, seed: 1 }),
      async (head) => {
        const store = memoryStore();
        await writeLayersModel(store, 'head', head.model);
        const read = await readLayersModel(store, 'head', (path) => path);
        expect(await logits(headFrom(head.json, read))).toEqual(await logits(head));
        read.dispose();
      },
    ));

  test('the weights follow from the seed alone', async () => {
    const weights = async (seed: number): Promise<number[]> => {
      const head = onDifference()({ dimensions: 5, seed });
      const values = [...(await head.model.getWeights()[0]!.data())];
      head.model.dispose();
      return values;
    };
    expect(await weights(1)).toEqual(await weights(1));
    expect(await weights(1)).not.toEqual(await weights(2));
  });
});

test('a head that nobody knows is refused', () => {
  const model = tf.sequential();
  expect(() => headFrom({ kind: 'guess' }, model)).toThrow(
    new RangeError(
      'headFrom: argument json.kind must be onDistance, onDifference, onConcatenation, bilinear or scaled, got "guess"',
    ),
  );
  expect(() => headFrom('scaled', model)).toThrow(TypeError);
  expect(() => headFrom({ kind: 'onDistance', distance: 'far' }, model)).toThrow(RangeError);
});
