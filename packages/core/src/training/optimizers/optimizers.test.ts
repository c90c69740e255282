import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { clipNorm, clipValue, rateFactors, weightDecay } from './index.ts';

/** Weights after so many steps whose gradients are the given ones: the loss is their product with the weights. */
async function after(
  optimizer: tf.Optimizer,
  weights: Readonly<Record<string, { at: number[] | number[][]; gradient: number[] | number[][] | null }>>,
  steps = 1,
): Promise<Record<string, number[]>> {
  const variables = Object.entries(weights).map(([name, { at }]) =>
    tf.tidy(() => tf.variable(tf.tensor(at), true, name)),
  );
  for (let step = 0; step < steps; step++) {
    const loss = optimizer.minimize(
      () =>
        tf.addN(
          variables.flatMap((variable) => {
            const { gradient } = weights[variable.name]!;
            return gradient === null ? [] : [tf.sum(tf.mul(variable, tf.tensor(gradient)))];
          }),
        ) as tf.Scalar,
      true,
      variables,
    )!;
    await loss.data();
    loss.dispose();
  }
  const values: Record<string, number[]> = {};
  for (const variable of variables) values[variable.name] = [...(await variable.data())];
  tf.dispose(variables);
  optimizer.dispose();
  return values;
}

const near = (values: readonly number[], expected: readonly number[], digits = 5) => {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i]!, digits);
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('clipNorm shortens all gradients together to the norm, and leaves shorter ones alone', async () => {
    // The gradients 3, 4 and 12 are 13 long; 6.5 / 13 of each is left.
    const weights = { a: { at: [0, 0], gradient: [3, 4] }, b: { at: [0], gradient: [12] } };
    const clipped = await after(clipNorm(6.5, tf.train.sgd(1)), weights);
    near(clipped['a']!, [-1.5, -2]);
    near(clipped['b']!, [-6]);
    const kept = await after(clipNorm(13.5, tf.train.sgd(1)), weights);
    near(kept['a']!, [-3, -4]);
    near((await after(clipNorm(1, tf.train.sgd(1)), { a: { at: [5], gradient: [0] } }))['a']!, [5]);
  });

  test('clipValue cuts each number, and passes on that a weight has no gradient', async () => {
    const weights = { a: { at: [0, 0, 0], gradient: [3, -4, 0.5] }, b: { at: [7], gradient: null } };
    const { a, b } = await after(clipValue(2, tf.train.sgd(1)), weights);
    near(a!, [-2, 2, -0.5]);
    near(b!, [7]);
  });

  test('weightDecay takes its share of matrices before the update, by the learning rate of the moment', async () => {
    const weights = { a: { at: [[2, -4]], gradient: [[1, 1]] }, b: { at: [2], gradient: [1] } };
    const decayed = await after(weightDecay(0.5, tf.train.sgd(0.1)), weights);
    near(decayed['a']!, [2 * 0.95 - 0.1, -4 * 0.95 - 0.1]);
    near(decayed['b']!, [1.9]);
    const everything = await after(
      weightDecay(0.5, tf.train.sgd(0.1), () => true),
      weights,
    );
    near(everything['b']!, [1.8]);
  });

  test('weightDecay around Adam is AdamW: two steps, by hand', async () => {
    // A constant gradient makes both moments, corrected for their bias, the gradient and its square: each step is the rate.
    const { a } = await after(weightDecay(0.1, tf.train.adam(0.5)), { a: { at: [[2]], gradient: [[3]] } }, 2);
    near(a!, [(2 * 0.95 - 0.5) * 0.95 - 0.5], 4);
  });

  test('rateFactors moves each group at its own rate, and 0 not at all; a schedule moves them all', async () => {
    const weights = {
      slow: { at: [1], gradient: [1] },
      fast: { at: [1], gradient: [1] },
      still: { at: [1], gradient: [1] },
    };
    const factors: Record<string, number> = { slow: 0.1, fast: 1, still: 0 };
    const make = () =>
      rateFactors(
        ({ name }) => factors[name]!,
        () => tf.train.adam(0.5),
      );
    const { slow, fast, still } = await after(make(), weights);
    near([...slow!, ...fast!, ...still!], [0.95, 0.5, 1]);
    const scheduled = make() as tf.Optimizer & { learningRate: number; setLearningRate(rate: number): void };
    expect(scheduled.learningRate).toBe(0.5);
    scheduled.setLearningRate(0.2);
    expect(scheduled.learningRate).toBe(0.2);
    const later = await after(scheduled, weights);
    near([...later['slow']!, ...later['fast']!], [0.98, 0.8]);
  });

  test('wrappers go around each other, and the learning rate reaches the one inside', async () => {
    const optimizer = clipValue(1, weightDecay(0.5, clipNorm(10, tf.train.sgd(1)))) as ReturnType<typeof clipValue> & {
      learningRate: number;
      setLearningRate(rate: number): void;
    };
    optimizer.setLearningRate(0.1);
    expect(optimizer.learningRate).toBe(0.1);
    near((await after(optimizer, { a: { at: [[2]], gradient: [[30]] } }))['a']!, [2 * 0.95 - 0.1]);
  });
});

test('settings out of range are refused', () => {
  const optimizer = tf.train.adam(0.1);
  expect(() => clipNorm(0, optimizer)).toThrow(new RangeError('clipNorm: most must be above 0, got 0'));
  expect(() => clipValue(Number.NaN, optimizer)).toThrow(RangeError);
  expect(() => weightDecay(-1, optimizer)).toThrow(RangeError);
  optimizer.dispose();
});
