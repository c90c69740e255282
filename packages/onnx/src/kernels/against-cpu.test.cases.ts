import * as tf from '@tensorflow/tfjs';
import '../index.ts';

/** Relative to the largest component. */
const TOLERANCE = 2e-5;

/** Some function of tensors of the given shapes; `gradients: false` where it has none. */
export type Case = {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly of: (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
  readonly gradients?: boolean;
};

type Table = { readonly [name: string]: readonly [shapes: Case['shapes'], of: (...inputs: never[]) => unknown] };

/** A test for each function: its values, and unless `gradients` is false its gradients, equal those of the cpu backend. */
export function againstCpu(table: Table, { gradients = true }: { gradients?: boolean } = {}): void {
  for (const [name, [shapes, of]] of Object.entries(table)) {
    test(`${name} is what it is on the cpu backend`, async () => {
      const example: Case = { name, shapes, of: of as Case['of'], gradients };
      const expected = await results('cpu', example);
      const actual = await results('onnx', example);
      expect(actual.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
        expected.map(({ shape, dtype }) => ({ shape, dtype })),
      );
      expected.forEach(({ values }, i) => expectClose(actual[i]!.values, values));
    });
  }
}

type Result = { shape: number[]; dtype: string; values: number[] };

/** Values, then gradients, on a backend. */
async function results(backend: string, { shapes, of, gradients }: Case): Promise<Result[]> {
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} could not be set`);
  const tensors = tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(pseudoRandom(shape, i + 1), [...shape]));
    const list = (...xs: tf.Tensor[]) => [of(...xs)].flat() as tf.Tensor[];
    if (!gradients) return list(...inputs);
    const weighted = (...xs: tf.Tensor[]) =>
      tf.addN(list(...xs).map((y, i) => tf.sum(tf.mul(y, tf.tensor(pseudoRandom(y.shape, i + 99), y.shape)))));
    return [...list(...inputs), ...tf.grads(weighted as (...xs: tf.Tensor[]) => tf.Tensor)(inputs)];
  });
  const read = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  return read.map((values, i) => ({ shape: tensors[i]!.shape, dtype: tensors[i]!.dtype, values: [...values] }));
}

/** Numbers in (-1, 1) that are the same everywhere (Lehmer's generator). */
export function pseudoRandom(shape: readonly number[], seed: number): Float32Array {
  let state = seed * 7919 + 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 1_073_741_823.5 - 1;
  for (let i = 0; i < 5; i++) next();
  return Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, next);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const scale = expected.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    1e-3,
  );
  expected.forEach((value, i) => {
    if (Object.is(actual[i], value) || actual[i] === value) return;
    if (Math.abs(actual[i]! - value) / scale <= TOLERANCE) return;
    throw new Error(`element ${i} is ${actual[i]} and not ${value} (largest: ${scale})`);
  });
}
