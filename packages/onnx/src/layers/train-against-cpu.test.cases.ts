import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

/** Relative to the largest component of each tensor. */
const TOLERANCE = 1e-4;
const STEPS = 5;

type Symbolic = tf.SymbolicTensor;

/** A network from inputs of these shapes (without the batch's axis) to one output. */
export type Network = {
  readonly shapes: readonly (readonly number[])[];
  readonly of: (...inputs: Symbolic[]) => Symbolic;
  readonly batch?: number;
  /** The inputs are whole numbers below this. */
  readonly below?: number;
  /** Changes the inputs: zeros for a mask, say. */
  readonly change?: (values: Float32Array) => void;
  readonly optimizer?: () => tf.Optimizer;
  /** Has no weights before it: something like an embedding, or a layer without a gradient. */
  readonly bare?: boolean;
};

/** Random bits as every backend sees them: dropout draws its masks through `Math.random`. */
function fixRandom(): () => void {
  const original = Math.random;
  let state = 1;
  Math.random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => void (Math.random = original);
}

/** What a network is after five steps from fixed weights: the losses, and the weights. */
export async function trained(backend: string, network: Network): Promise<Map<string, Float32Array>> {
  const { shapes, of, batch = 3, below, change, bare } = network;
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} could not be set`);
  const restore = fixRandom();
  const optimizer = network.optimizer?.() ?? tf.train.sgd(0.2);
  try {
    const inputs = shapes.map((shape) => tf.input({ shape: [...shape] }));
    // Weights before the layer see the gradient that it passes on.
    const before = (input: Symbolic) =>
      tf.layers.dense({ units: input.shape.at(-1)!, useBias: false }).apply(input) as Symbolic;
    const outputs = of(...(bare ? inputs : inputs.map(before)));
    const model = tf.model({ inputs, outputs });
    const weights = model.weights.map(({ name, shape }, i) => {
      const values = pseudoRandom(shape as number[], i + 1).map((value) => value * 0.6);
      return tf.tensor(name.includes('variance') ? values.map((value) => value + 1) : values, shape as number[]);
    });
    model.setWeights(weights);
    const x = shapes.map((shape, i) => {
      const values = pseudoRandom([batch, ...shape], 50 + i);
      if (below) values.forEach((value, k) => (values[k] = Math.floor(Math.abs(value) * below)));
      change?.(values);
      return tf.tensor(values, [batch, ...shape]);
    });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const outputShape = [batch, ...(outputs.shape.slice(1) as number[])];
    const y = tf.tensor(pseudoRandom(outputShape, 99), outputShape);
    const found = new Map<string, Float32Array>();
    const losses: number[] = [];
    for (let step = 0; step < STEPS; step++) losses.push((await model.trainOnBatch(x, y)) as number);
    found.set('losses', Float32Array.from(losses));
    const read = await Promise.all(model.getWeights().map((weight) => weight.data()));
    read.forEach((values, i) => found.set(`weight ${i} (${model.weights[i]!.shape.join()})`, values as Float32Array));
    tf.dispose([weights, x, y]);
    disposeMasks(model.layers);
    model.dispose();
    return found;
  } finally {
    restore();
    optimizer.dispose();
    // TensorFlow.js's momentum forgets the learning rate that it keeps.
    (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  }
}

/** Recurrent cells keep the masks of their last dropout. */
function disposeMasks(layers: readonly tf.layers.Layer[]): void {
  for (const layer of layers) {
    const { cell, cells } = layer as unknown as { cell?: tf.layers.Layer; cells?: tf.layers.Layer[] };
    const { dropoutMask, recurrentDropoutMask } = layer as unknown as Record<string, tf.Tensor[]>;
    tf.dispose([dropoutMask, recurrentDropoutMask].filter(Boolean));
    disposeMasks([...(cell ? [cell] : []), ...(cells ?? [])]);
  }
}

/** Trains a network on the cpu backend and on this one, and expects the same losses and weights. */
export async function expectSameTraining(network: Network): Promise<void> {
  const expected = await trained('cpu', network);
  const found = await trained('onnx', network);
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
  const losses = expected.get('losses')!;
  if (new Set(losses).size < 2) throw new Error(`nothing was trained: all losses are ${losses[0]}`);
}
