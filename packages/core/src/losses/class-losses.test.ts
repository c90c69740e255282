import { expectGradient, gradientOf, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import {
  arcFace,
  type BatchLoss,
  type ClassOptions,
  cosFace,
  normalizedSoftmax,
  proxyAnchor,
  proxyNca,
  softTriple,
  sphereFace,
  subCentreArcFace,
} from './index.ts';
import { oraclesOf, outcomeOf } from './oracle.testing.ts';

const losses: Record<string, (o: ClassOptions) => BatchLoss> = {
  normalizedSoftmax,
  arcFace,
  cosFace,
  sphereFace,
  subCentreArcFace,
  proxyNca,
  proxyAnchor,
  softTriple,
};
const names = Object.keys(losses);
const made = (name: string, o: object = {}) =>
  losses[name]!({ classes: ['0', '1', '2', '3'], dimensions: 6, seed: 1, ...o });

/** Runs with a loss whose variables are disposed of afterwards. */
async function using(loss: BatchLoss, run: (loss: BatchLoss) => Promise<void>): Promise<void> {
  try {
    await run(loss);
  } finally {
    tf.dispose([...(loss.variables ?? [])]);
  }
}

const oracles = oraclesOf('class-losses.json').filter(({ loss }) => names.includes(loss));

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test.each(oracles)('$loss $options is that of the oracle, value and gradients', async (oracle) => {
    await using(made(oracle.loss, oracle.options), async (loss) => {
      for (const [seed, ...wanted] of backend === 'cpu' ? oracle.cases : oracle.cases.slice(0, 1)) {
        const { got, sizes } = await outcomeOf(loss, seed!, oracle.rows);
        expect(got).toHaveLength(wanted.length);
        for (const [i, value] of wanted.entries()) {
          expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(Math.abs(value), sizes[i]!));
        }
      }
    });
  });

  test.each(names)(
    '%s: finite values and gradients of zero rows, equal rows, rows on the vectors, and one class',
    async (name) => {
      await using(made(name), async (loss) => {
        const vectors = Array.from(await loss.variables![0]!.data());
        const row = vectors.slice(0, 6);
        const opposite = row.map((value) => -value);
        const rows = [
          [0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1],
          [1, 1, 1, 1, 1, 1],
          row,
          opposite,
          row.map((x) => 1e4 * x),
        ];
        for (const labels of [['0', '1', '1', '0', '0', '0'], Array(6).fill('0')]) {
          const f = (x: tf.Tensor) => loss(x as tf.Tensor2D, labels);
          const values = await valuesOf(() => f(tf.tensor2d(rows)));
          const gradient = await gradientOf(f, rows.flat(), [6, 6]);
          expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
          expect(gradient.slice(0, 6).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
        }
        const own = loss.variables![0]!;
        const same = tf.tidy(() => {
          own.assign(tf.ones(own.shape));
          return tf.variableGrads(() => tf.sum(loss(tf.ones([2, 6]), ['0', '1'])), [own]);
        });
        expect(Array.from(await same.grads[own.name]!.data()).every(Number.isFinite)).toBe(true);
        tf.dispose(same);
      });
    },
  );

  test.each(names)('%s: the gradient is that of central differences', async (name) => {
    const o = ['arcFace', 'cosFace', 'subCentreArcFace'].includes(name) ? { scale: 4 } : {};
    await using(made(name, name === 'proxyAnchor' ? { alpha: 4 } : o), async (loss) => {
      const x = Array.from({ length: 24 }, (_, i) => Math.sin(1.3 * i * i + 0.4));
      await expectGradient((t) => loss(t as tf.Tensor2D, ['0', '2', '2', '1']), x, [4, 6], { tolerance: 1e-2 });
    });
  });

  test('arcFace at an angle of 0, beyond pi - margin, and just before', async () => {
    await using(arcFace({ classes: ['a', 'b'], dimensions: 2, seed: 1, margin: 0.5, scale: 2 }), async (loss) => {
      tf.tidy(() => loss.variables![0]!.assign(tf.tensor2d([1, 0, 0, 1], [2, 2])));
      const angles = [0, 1, Math.PI - 0.51, Math.PI - 0.49, Math.PI];
      const rows = angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
      const got = await valuesOf(() => loss(tf.tensor2d(rows, [5, 2]), Array(5).fill('a')));
      for (const [i, angle] of angles.entries()) {
        const own = angle + 0.5 <= Math.PI ? Math.cos(angle + 0.5) : Math.cos(angle) - 0.5 * Math.sin(0.5);
        expect(got[i]).toBeCloseTo(Math.log1p(Math.exp(2 * (Math.sin(angle) - own))), 4);
      }
    });
  });

  test('sphereFace falls with the angle, without a break at the ends of its parts', async () => {
    await using(sphereFace({ classes: ['a', 'b'], dimensions: 2, seed: 1 }), async (loss) => {
      tf.tidy(() => loss.variables![0]!.assign(tf.tensor2d([1, 0, 0, -1], [2, 2])));
      const angles = Array.from({ length: 64 }, (_, i) => (i * Math.PI) / 64);
      const rows = angles.flatMap((angle) => [3 * Math.cos(angle), 3 * Math.sin(angle)]);
      const got = await valuesOf(() => loss(tf.tensor2d(rows, [64, 2]), Array(64).fill('a')));
      for (const [i, angle] of angles.entries()) {
        const k = Math.floor((4 * angle) / Math.PI);
        const psi = (-1) ** k * Math.cos(4 * angle) - 2 * k;
        expect(got[i]).toBeCloseTo(Math.log1p(Math.exp(3 * (-Math.sin(angle) - psi))), 3);
      }
    });
  });
});

test.each(names)('%s says what is wrong with its arguments, when made and when called', async (name) => {
  expect(() => made(name, { classes: ['a'] })).toThrow(RangeError);
  expect(() => made(name, { classes: ['a', 'b', 'a'] })).toThrow(/each label once, got 'a' twice/);
  expect(() => made(name, { classes: 'ab' })).toThrow(TypeError);
  expect(() => made(name, { classes: [1, 2] })).toThrow(TypeError);
  expect(() => made(name, { dimensions: 0 })).toThrow(RangeError);
  expect(() => made(name, { seed: 0.5 })).toThrow(RangeError);
  await using(made(name), async (loss) => {
    const call = (shape: [number, number], labels: string[]) => () => tf.tidy(() => void loss(tf.ones(shape), labels));
    expect(call([2, 6], ['0', '9'])).toThrow(new RegExp(`${name}: argument labels .* 4 classes .* got '9'`));
    expect(call([2, 6], ['0'])).toThrow(TypeError);
    expect(call([2, 5], ['0', '1'])).toThrow(/\[n, 6\], got \[2, 5\]/);
    expect(call([0, 6], [])).toThrow(RangeError);
  });
});

test.each([
  ['normalizedSoftmax', { temperature: 0 }],
  ['normalizedSoftmax', { temperature: NaN }],
  ['arcFace', { margin: -0.1 }],
  ['arcFace', { margin: 28.6 }],
  ['arcFace', { scale: 0 }],
  ['cosFace', { margin: -1 }],
  ['cosFace', { margin: NaN }],
  ['cosFace', { scale: -1 }],
  ['sphereFace', { margin: 1.5 }],
  ['sphereFace', { scale: NaN }],
  ['subCentreArcFace', { centres: 0 }],
  ['subCentreArcFace', { margin: NaN }],
  ['proxyNca', { scale: 0 }],
  ['proxyNca', { over: 'none' }],
  ['proxyAnchor', { margin: -0.1 }],
  ['proxyAnchor', { alpha: 0 }],
  ['softTriple', { centres: 1.5 }],
  ['softTriple', { gamma: 0 }],
  ['softTriple', { tau: -1 }],
  ['softTriple', { scale: Infinity }],
  ['softTriple', { margin: -1 }],
])('%s refuses %p', (name, o) => {
  expect(() => made(name, o)).toThrow(RangeError);
});

test('the vectors are drawn from the seed', async () => {
  const values = async (seed: number) => {
    const [variable] = arcFace({ classes: ['a', 'b'], dimensions: 3, seed }).variables!;
    const read = Array.from(await variable!.data());
    variable!.dispose();
    return read;
  };
  expect(await values(1)).toEqual(await values(1));
  expect(await values(2)).not.toEqual(await values(1));
});
