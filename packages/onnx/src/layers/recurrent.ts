import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import type { RecurrentAttributes } from '../kernels/recurrent/recurrence.ts';
import { classOf, isLowered, runCell } from './recurrent-cell.ts';
import type { Cell } from './recurrent-cell.ts';

/*
 * TensorFlow.js runs a recurrent layer step by step, a dozen kernels each. On this backend `RNN.call`, which LSTM, GRU, SimpleRNN and
 * (twice) Bidirectional come to, runs the whole sequence as one kernel, with a gradient that is one kernel too. What the kernel lacks
 * (activations that are not a function of each element, cells of one's own, second derivatives) and other backends get TensorFlow.js's
 * own loop.
 */

/** What TensorFlow.js keeps private: a layer, */
type Layer = {
  readonly cell: Cell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly states: tf.Tensor[];
  resetStates(states: tf.Tensor[], training?: boolean | null): void;
};

/** and what it is called with. */
type Options = { mask?: tf.Tensor | null; training?: boolean | null; initialState?: tf.Tensor[] | null } | null;
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options?: Options) => tf.Tensor | tf.Tensor[];

let installed = false;

/** Gives TensorFlow.js's recurrent layers one kernel for all their steps while they run on this backend. */
export function installRecurrent(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({ kernelName: 'Recurrent', saveAllInputs: true, gradFunc: gradient });
  const prototype = classOf('RNN').prototype as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const cells = this.cell.cells ?? [this.cell];
    const depth = (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth;
    const mine =
      tf.backend() instanceof OnnxBackend &&
      (!Array.isArray(inputs) || inputs.length === 1) &&
      x.rank === 3 &&
      x.size > 0 &&
      depth < 2 &&
      cells.every(isLowered) &&
      fits(this, x, options);
    return mine ? run(this, cells, x, options ?? {}) : original.call(this, inputs, options);
  };
}

/** Whether mask and first states are as they should be; if not, TensorFlow.js's own code says what is wrong. */
function fits(layer: Layer, x: tf.Tensor, options: Options | undefined): boolean {
  const { stateSize } = layer.cell;
  const { mask } = options ?? {};
  const first = firstStates(layer, options);
  const [items, steps] = x.shape;
  if (mask && !equal(mask.rank === 3 && mask.shape[2] === 1 ? mask.shape.slice(0, 2) : mask.shape, [items, steps])) {
    return false;
  }
  if (!first) return true;
  const sizes = Array.isArray(stateSize) ? stateSize : [stateSize];
  return first.length === sizes.length && first.every((state, i) => equal(state.shape, [items, sizes[i]]));
}

/** The states to begin with, unless they are 0. */
function firstStates(layer: Layer, options: Options | undefined): readonly tf.Tensor[] | null {
  return options?.initialState ?? (layer.stateful ? layer.states : null);
}

const equal = (a: readonly number[], b: readonly (number | undefined)[]): boolean =>
  a.length === b.length && a.every((length, i) => length === b[i]);

function run(
  layer: Layer,
  cells: readonly Cell[],
  x: tf.Tensor,
  options: NonNullable<Options>,
): tf.Tensor | tf.Tensor[] {
  return tf.tidy(() => {
    const training = options.training ?? false;
    const [items, steps] = x.shape as [number, number];
    let mask = options.mask && tf.reshape(tf.cast(tf.cast(options.mask, 'bool'), 'float32'), [items, steps]);
    const first = firstStates(layer, options)?.slice();
    const states: tf.Tensor[] = [];
    let sequence = x.dtype === 'float32' ? x : tf.cast(x, 'float32');
    let output = sequence;
    // States are listed from the last cell of a stack to the first.
    cells.forEach((cell, i) => {
      const count = Array.isArray(cell.stateSize) ? cell.stateSize.length : 1;
      const sequences = layer.returnSequences || i < cells.length - 1;
      const made = runCell(cell, sequence, {
        mask,
        training,
        sequences,
        states: first?.splice(-count),
        goBackwards: layer.goBackwards && i === 0,
      });
      if (layer.goBackwards && i === 0 && mask) mask = tf.reverse(mask, 1);
      states.unshift(...made.slice(-count));
      output = sequence = made[0]!;
    });
    if (layer.stateful) layer.resetStates(states, options.training);
    return layer.returnState ? [output, ...states] : output;
  });
}

/** Runs the gradient's kernel at once: the tidy around each function below would dispose what the others need. */
const gradient: tf.GradFunc = (slopes, saved, attributes) => {
  const { given } = attributes as unknown as RecurrentAttributes;
  const inputs = [...saved, ...[slopes].flat()];
  const made = tf.engine().runKernel('RecurrentGrad', inputs as never, attributes) as unknown as tf.Tensor[];
  const names = ['x', 'w', 'r', ...given];
  const found = names.map((name, i) => () => (name === 'mask' || name === 'drop' ? tf.zerosLike(saved[i]!) : made[i]!));
  return Object.fromEntries(found.entries());
};
