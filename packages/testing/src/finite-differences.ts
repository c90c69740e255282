import * as tf from '@tensorflow/tfjs';

/** A differentiable function of one tensor, to a scalar. */
export type ScalarOf = (x: tf.Tensor) => tf.Tensor;

/** The gradient by automatic differentiation, as plain numbers. */
export async function gradientOf(f: ScalarOf, x: readonly number[], shape: readonly number[]): Promise<number[]> {
  const gradient = tf.tidy(() => tf.grad((t) => tf.sum(f(t)))(tf.tensor([...x], [...shape])));
  const values = await gradient.data();
  gradient.dispose();
  return [...values];
}

/** The gradient by central differences: `(f(x + h) - f(x - h)) / 2h` for each coordinate, evaluated on the backend. */
export async function differencesOf(
  f: ScalarOf,
  x: readonly number[],
  shape: readonly number[],
  h = 1e-2,
): Promise<number[]> {
  const at = async (i: number, step: number): Promise<number> => {
    const moved = x.map((value, j) => (i === j ? value + step : value));
    const value = tf.tidy(() => tf.sum(f(tf.tensor(moved, [...shape]))));
    const [number] = await value.data();
    value.dispose();
    return number!;
  };
  const out: number[] = [];
  for (let i = 0; i < x.length; i++) out.push(((await at(i, h)) - (await at(i, -h))) / (2 * h));
  return out;
}

/** Expects the gradient of f at x to be that of central differences, within `tolerance` of the largest component (or 1). */
export async function expectGradient(
  f: ScalarOf,
  x: readonly number[],
  shape: readonly number[],
  { h = 1e-2, tolerance = 5e-3 }: { h?: number; tolerance?: number } = {},
): Promise<void> {
  const gradient = await gradientOf(f, x, shape);
  const differences = await differencesOf(f, x, shape, h);
  const scale = Math.max(1, ...differences.map(Math.abs));
  for (const [i, value] of gradient.entries()) {
    const off = Math.abs(value - differences[i]!);
    if (!(off <= tolerance * scale)) {
      throw new Error(`the gradient at ${i} is ${value}, central differences give ${differences[i]!}`);
    }
  }
}
