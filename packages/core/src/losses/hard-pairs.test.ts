import { gradientOf, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import { margin, marginOfTriplets, onlineContrastive, type PairLoss } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const close = (got: readonly number[], wanted: readonly number[]) => {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, 6);
};
const of = (loss: PairLoss, d: readonly number[], same: readonly boolean[]) =>
  valuesOf(() => loss(tf.tensor1d([...d]), same));

test('online contrastive takes the pairs that are on the wrong side of one of the other kind, by hand', async () => {
  // the nearest different pair is 0.4 apart, the farthest same pair 0.9
  const d = [0.3, 0.9, 0.6, 0.4, 0.7, 1.2];
  const same = [true, true, true, false, false, false];
  close(await of(onlineContrastive(), d, same), [0, 0.81, 0.36, 0.36, 0.09, 0]);
  close(
    await of(onlineContrastive({ margin: 0.5, distance: cosine }), [0.9, 0.2, 0.7], [true, true, false]),
    [0, 0.64, 0.04],
  );
});

test('where all pairs are of one kind, those worse than the mean are the hard ones', async () => {
  close(await of(onlineContrastive(), [0.2, 0.4, 0.9], [true, true, true]), [0, 0, 0.81]);
  close(await of(onlineContrastive(), [0.2, 0.4, 0.9], [false, false, false]), [0.64, 0.36, 0]);
});

test('where all is in order, or equal, nothing is hard and nothing moves', async () => {
  const f = (x: tf.Tensor) => onlineContrastive()(x as tf.Tensor1D, [true, false, false]);
  expect(await gradientOf(f, [0.2, 0.3, 0.3], [3])).toEqual([0, 0, 0]);
  expect((await gradientOf(f, [0.3, 0.3, 0.3], [3])).map(Math.abs)).toEqual([0, 0, 0]);
});

test('margin asks for the order across beta, by hand', async () => {
  const loss = margin({ margin: 0.2, beta: 1, learned: false });
  expect(loss.variables).toEqual([]);
  close(
    await of(loss, [0.5, 0.9, 1.5, 0.5, 1.1, 1.5], [true, true, true, false, false, false]),
    [0, 0.1, 0.7, 0.7, 0.1, 0],
  );
  const similar = margin({ margin: 0.2, beta: 0.5, learned: false, distance: cosine });
  close(await of(similar, [0.9, 0.2, 0.4], [true, true, false]), [0, 0.5, 0.1]);
});

test('beta is learned: same pairs push it out, different ones in, and nu against its size', async () => {
  for (const [nu, added] of [
    [0, 0],
    [0.5, 0.5],
  ] as const) {
    const loss = margin({ margin: 0.2, beta: 1, nu });
    const [beta] = loss.variables!;
    const { value, grads } = tf.tidy(() =>
      tf.variableGrads(
        () => tf.mean(loss(tf.tensor1d([0.9, 1.5, 0.5, 1.1]), [true, true, true, false])) as tf.Scalar,
        [beta!],
      ),
    );
    expect((await value.data())[0]).toBeCloseTo((0.1 + 0.7 + 0 + 0.1) / 4 + added, 6);
    expect((await grads[beta!.name]!.data())[0]).toBeCloseTo((-1 - 1 + 1) / 4 + added, 6);
    tf.dispose([value, grads, beta!]);
  }
});

test('margin of triplets is that of both their pairs', async () => {
  const loss = marginOfTriplets({ margin: 0.2, beta: 1, learned: false });
  close(await valuesOf(() => loss(tf.tensor1d([0.9, 1.5]), tf.tensor1d([1.5, 0.5]))), [0.1, 1.4]);
});

test('what makes no sense is refused at once', () => {
  expect(() => onlineContrastive({ margin: -1 })).toThrow(
    new RangeError('onlineContrastive: margin must be above 0, got -1'),
  );
  expect(() => margin({ margin: 0 })).toThrow(new RangeError('margin: margin must be above 0, got 0'));
  expect(() => margin({ beta: -1 })).toThrow(RangeError);
  expect(() => margin({ nu: -1 })).toThrow(new RangeError('margin: nu must be 0 or more, got -1'));
  expect(() => marginOfTriplets({ margin: Number.NaN })).toThrow(
    'marginOfTriplets: margin must be a finite number, got NaN',
  );
  tf.tidy(() => {
    expect(() => onlineContrastive()(tf.tensor1d([1, 2]), [true])).toThrow(TypeError);
    expect(() => margin({ learned: false })(tf.tensor1d([1, 2]), [true])).toThrow(TypeError);
    expect(() => marginOfTriplets({ learned: false })(tf.tensor1d([1, 2]), tf.tensor1d([1]))).toThrow(TypeError);
  });
});

describe('a beta for each class', () => {
  const classes = ['a', 'b', 'c'];
  const betas = [0.5, 1, 2];
  const withBetas = <Loss extends { variables?: readonly tf.Variable[] }>(loss: Loss): Loss => {
    tf.tidy(() => loss.variables![0]!.assign(tf.tensor1d(betas)));
    return loss;
  };
  const d = [0.6, 0.9, 1.5, 1.9];
  const same = [true, true, false, false];
  const labels = ['a', 'b', 'b', 'c'];

  test('is the one of the first item of a pair, and of the anchor of a triplet', async () => {
    const pairs = withBetas(margin({ classes, nu: 0.1 }));
    const got = await valuesOf(() => pairs(tf.tensor1d(d), same, labels));
    for (const [i, value] of got.entries()) {
      const beta = betas[classes.indexOf(labels[i]!)]!;
      const cost = same[i] ? 0.2 + d[i]! - beta : 0.2 + beta - d[i]!;
      expect(value).toBeCloseTo(Math.max(0, cost) + 0.1 * beta, 5);
    }
    const triplets = withBetas(marginOfTriplets({ classes }));
    const [one] = await valuesOf(() => triplets(tf.tensor1d([1.1]), tf.tensor1d([1.05]), undefined, ['b']));
    expect(one).toBeCloseTo(0.2 + 1.1 - 1 + (0.2 + 1 - 1.05), 5);
    tf.dispose([...pairs.variables!, ...triplets.variables!]);
  });

  test('is learned from its own pairs alone', async () => {
    const loss = withBetas(margin({ classes }));
    const [beta] = loss.variables!;
    const { value, grads } = tf.tidy(() =>
      tf.variableGrads(() => tf.sum(loss(tf.tensor1d(d), same, labels)) as tf.Scalar, [beta!]),
    );
    // 'a': a same pair beyond 0.5 - 0.2; 'b': one on either side; 'c': a different pair nearer than 2 + 0.2.
    expect(Array.from(await grads[beta!.name]!.data())).toEqual([-1, -1, 1]);
    tf.dispose([value, grads, beta!]);
  });

  test('says what is missing', () => {
    expect(() => margin({ classes, learned: false })).toThrow(RangeError);
    expect(() => margin({ classes: ['a', 'a'] })).toThrow("margin: classes must hold each label once, got 'a' twice");
    const loss = margin({ classes });
    tf.tidy(() => {
      const call = (given?: readonly string[]) => () => loss(tf.tensor1d(d), same, given);
      expect(call()).toThrow('margin: argument labels must be given, as it has a beta for each class, got undefined');
      expect(call(['a'])).toThrow(TypeError);
      expect(call(['a', 'b', 'c', 'z'])).toThrow(/among the 3 classes it was made for, got 'z'/);
    });
    tf.dispose([...loss.variables!]);
  });
});
