import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import type { BatchLoss, MatchLoss } from './loss.ts';
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
  return measured(tensors, [alongX, alongW]);
}

/** The same of a loss on two views: w holds the second view, then its variables, those of a row or more from a new row on. */
export async function viewsOutcomeOf(loss: MatchLoss, seed: number, rows: number) {
  const { x, w, alongX, alongW } = draw(seed, rows);
  const variables = loss.variables ?? [];
  let end = n * d;
  const places = variables.map(({ size }) => {
    const start = size < d ? end : Math.ceil(end / d) * d;
    end = start + size;
    return start;
  });
  const tensors = tf.tidy(() => {
    for (const [i, variable] of variables.entries()) {
      variable.assign(tf.tensor(w.slice(places[i], places[i]! + variable.size), variable.shape));
    }
    const [a, b] = [x, w.slice(0, n * d)].map((view) => tf.variable(tf.tensor2d(view, [n, d]))) as [
      tf.Variable,
      tf.Variable,
    ];
    const of = () => mean(loss(a as tf.Tensor2D, b as tf.Tensor2D));
    const { value, grads } = tf.variableGrads(of, [a, b, ...variables]);
    tf.dispose([a, b]);
    return [value, ...[a, b, ...variables].map(({ name }) => grads[name]!)];
  });
  const alongs = places.map((start, i) => alongW.slice(start, start + variables[i]!.size));
  const { got, sizes } = await measured(tensors, [alongX, alongW.slice(0, n * d), ...alongs]);
  const total = (values: readonly number[]) => values.slice(2).reduce((so, value) => so + value, 0);
  return { got: [got[0]!, got[1]!, total(got)], sizes: [sizes[0]!, sizes[1]!, total(sizes)] };
}

async function measured(tensors: tf.Tensor[], directions: readonly Float32Array[]) {
  const [value, ...gradients] = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  const along = (gradient: ArrayLike<number>, direction: Float32Array) =>
    Array.from(gradient).reduce((total, slope, i) => total + slope * direction[i]!, 0);
  const size = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
  return {
    got: [value![0]!, ...gradients.map((gradient, i) => along(gradient, directions[i]!))],
    sizes: [1, ...gradients.map((gradient, i) => size(gradient) * size(directions[i]!))],
  };
}
