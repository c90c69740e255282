import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

/** Relative to the largest element of each tensor. */
const TOLERANCE = 1e-4;
const STEPS = 5;

/** Which steps of which items count: `some` has holes, and an item of which no step counts. */
export type Mask = 'none' | 'some' | 'all' | 'no';

export type Case = {
  readonly kind: 'lstm' | 'gru' | 'simpleRNN';
  readonly options?: object;
  readonly mask?: Mask;
  /** The mask is [items, steps, 1]. */
  readonly deepMask?: boolean;
  /** The first states are given. */
  readonly states?: boolean;
  readonly merge?: 'concat' | 'sum' | 'ave' | 'mul' | null;
  readonly items?: number;
  readonly steps?: number;
  /** Also trains it. */
  readonly train?: boolean;
};

const UNITS = 3;
const WIDTH = 4;

/** Fixes what dropout draws, on every backend. */
export function fixRandom(): () => void {
  const original = Math.random;
  let state = 1;
  Math.random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => void (Math.random = original);
}

const noise = (shape: readonly number[], seed: number, scale = 1): tf.Tensor =>
  tf.tensor(
    pseudoRandom([...shape], seed).map((value) => value * scale),
    [...shape],
  );

export function createLayer({ kind, options, merge }: Pick<Case, 'kind' | 'options' | 'merge'>): tf.layers.Layer {
  const layer = tf.layers[kind]({ units: UNITS, ...options });
  return merge === undefined ? layer : tf.layers.bidirectional({ layer: layer as tf.RNN, mergeMode: merge as 'sum' });
}

function maskOf(mask: Mask, items: number, steps: number): tf.Tensor | undefined {
  if (mask === 'none') return undefined;
  const counts = (item: number, step: number) => item !== 1 && (3 * item + 2 * step) % 5 > 1;
  const values = Array.from({ length: items * steps }, (_, i) =>
    mask === 'some' ? counts(Math.floor(i / steps), i % steps) : mask === 'all',
  );
  return tf.tensor(values, [items, steps], 'bool');
}

/** Weights between -0.6 and 0.6, the same on every backend. */
export function fixWeights(layer: tf.layers.Layer, width = WIDTH): void {
  if (!layer.built) layer.build([null, null, width]);
  layer.built = true;
  const weights = layer.getWeights().map(({ shape }, i) => noise(shape, i + 1, 0.6));
  layer.setWeights(weights);
  tf.dispose(weights);
}

/** Recurrent cells keep the masks of their last dropout. */
export function disposeMasks(layer: tf.layers.Layer): void {
  type Private = { [name in 'cell' | 'forwardLayer' | 'backwardLayer']?: tf.layers.Layer };
  const { cell, forwardLayer, backwardLayer } = layer as unknown as Private;
  const { dropoutMask, recurrentDropoutMask } = layer as unknown as Record<string, tf.Tensor[]>;
  tf.dispose([dropoutMask, recurrentDropoutMask].filter(Boolean));
  for (const inner of [cell, forwardLayer, backwardLayer]) if (inner) disposeMasks(inner);
}

/** What the layer gives, in training and not, every gradient, and the weights after some steps of Adam. */
export async function behaviour(backend: string, one: Case): Promise<Map<string, Float32Array>> {
  await tf.setBackend(backend);
  const { mask = 'none', items = 3, steps = 5 } = one;
  const restore = fixRandom();
  const layer = createLayer(one);
  fixWeights(layer);
  const x = noise([items, steps, WIDTH], 50);
  const flags = maskOf(mask, items, steps);
  const deep = flags && (one.deepMask ? tf.tidy(() => tf.expandDims(tf.cast(flags, 'float32'), 2)) : flags);
  const count = (one.kind === 'lstm' ? 2 : 1) * (one.merge === undefined ? 1 : 2);
  const states = one.states ? Array.from({ length: count }, (_, i) => noise([items, UNITS], 60 + i)) : [];
  const apply = (input: tf.Tensor, initial: tf.Tensor[], training: boolean): tf.Tensor[] => {
    const options = { training, ...(deep && { mask: deep }), ...(one.states && { initialState: initial }) };
    return [layer.apply(input, options) as tf.Tensor | tf.Tensor[]].flat();
  };
  const loss = (input: tf.Tensor, ...initial: tf.Tensor[]): tf.Scalar =>
    tf.tidy(() => {
      const parts = apply(input, initial, true).map((y, i) => tf.sum(tf.mul(y, noise(y.shape, 70 + i))));
      return tf.addN(parts);
    }) as tf.Scalar;
  const found = new Map<string, Float32Array>();
  const read = async (name: string, tensors: tf.Tensor[]) => {
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    values.forEach((value, i) => found.set(`${name} ${i}`, value as Float32Array));
    tf.dispose(tensors);
  };
  const outputs = tf.tidy(() => apply(x, states, false).map((y) => tf.clone(y)));
  const slopes = tf.grads(loss as never)([x, ...states]);
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(() => loss(x, ...states), variables);
  await read('output, loss, gradients', [...outputs, value, ...slopes, ...Object.values(grads)]);
  if (one.train) {
    const adam = tf.train.adam(0.01, 0.9, 0.999, 1e-3);
    for (let step = 0; step < STEPS; step++) adam.minimize(() => loss(x, ...states), false, variables);
    const trained = layer.getWeights().map((weight) => tf.clone(weight));
    await read('trained', trained);
    adam.dispose();
  }
  tf.dispose([x, states, flags ?? [], deep ?? []]);
  disposeMasks(layer);
  tf.dispose(variables);
  restore();
  return found;
}

/** Expects the same numbers, tensor by tensor. */
export function expectSame(found: Map<string, Float32Array>, expected: Map<string, Float32Array>): void {
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, values] of expected) {
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
    const got = found.get(name)!;
    values.forEach((value, i) => {
      if (!(Math.abs(got[i]! - value) <= TOLERANCE * scale)) {
        throw new Error(`${name}: element ${i} is ${got[i]} and not ${value} (largest ${scale})`);
      }
    });
  }
}
