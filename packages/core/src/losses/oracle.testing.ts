import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import type { BatchLoss } from './loss.ts';
import { mean } from './reductions.ts';

/** One loss at one setting: cases `[seed, value, gradient by embeddings, gradient by own weights]`, and its rows of weights. */
export type Oracle = {
  readonly loss: string;
  readonly options: Readonly<Record<string, number | string>>;
  readonly rows: number;
  readonly cases: readonly (readonly number[])[];
};

/** The values that a script beside the file has made. */
export function oraclesOf(file: string): Oracle[] {
  return JSON.parse(readFileSync(new URL(`../../../testing/oracles/${file}`, import.meta.url), 'utf8')) as Oracle[];
}

const [n, d, classes] = [12, 6, 4];

/** The inputs of a case, drawn as `draw` of class-losses.py does. */
export function draw(seed: number, rows: number) {
  let state = seed;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 2 ** 19);
  };
  const numbers = (count: number) => Float32Array.from({ length: count }, () => next() / 2048 - 1);
  for (let i = 0; i < 10; i++) next();
  const labels = Array.from({ length: n }, () => `${next() % classes}`);
  const [x, w, alongX, alongW] = [n, rows, n, rows].map((count) => numbers(count * d));
  return { labels, x: x!, w: w!, alongX: alongX!, alongW: alongW! };
}

/** What a loss makes of a case: the numbers that the oracle gives, and how large the gradients are. */
export async function outcomeOf(
  loss: BatchLoss,
  seed: number,
  rows: number,
): Promise<{ got: number[]; sizes: number[] }> {
  const { labels, x, w, alongX, alongW } = draw(seed, rows);
  const own = (loss.variables ?? []).filter((variable) => variable.shape.length === 2);
  const tensors = tf.tidy(() => {
    for (const variable of own) variable.assign(tf.tensor(w, variable.shape));
    const counts = loss.counts?.(labels);
    const weights = counts && tf.tensor1d(counts.map(Number));
    const by = tf.variable(tf.tensor2d(x, [n, d]));
    const { value, grads } = tf.variableGrads(() => mean(loss(by as tf.Tensor2D, labels), weights), [by, ...own]);
    by.dispose();
    return [value, ...[by, ...own].map(({ name }) => grads[name]!)];
  });
  const [value, ...gradients] = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  const along = (gradient: ArrayLike<number>, direction: Float32Array) =>
    direction.reduce((total, step, i) => total + step * gradient[i]!, 0);
  const size = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
  return {
    got: [value![0]!, ...gradients.map((gradient, i) => along(gradient, i === 0 ? alongX : alongW))],
    sizes: [1, ...gradients.map((gradient, i) => size(gradient) * size(i === 0 ? alongX : alongW))],
  };
}
