import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { activations } from '../kernels/recurrent/activation.ts';
import type { Optional, RecurrentAttributes } from '../kernels/recurrent/recurrence.ts';

/*
 * TensorFlow.js runs a recurrent layer step by step, a dozen kernels each. On this backend `RNN.call`, which LSTM, GRU, SimpleRNN and
 * (twice) Bidirectional come to, runs the whole sequence as one kernel, with a gradient that is one kernel too. What the kernel lacks
 * (activations that are not a function of each element, cells of one's own, second derivatives) and other backends get TensorFlow.js's
 * own loop.
 */

type Weight = { read(): tf.Tensor };

/** What TensorFlow.js keeps private: a cell, */
type Cell = {
  readonly stateSize: number | number[];
  readonly units: number;
  readonly kernel: Weight;
  readonly recurrentKernel: Weight;
  readonly bias: Weight | null;
  readonly activation: tf.serialization.Serializable;
  readonly recurrentActivation?: tf.serialization.Serializable;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly dropoutFunc?: (x: tf.Tensor, rate: number) => tf.Tensor;
  readonly dropoutMask: tf.Tensor | tf.Tensor[] | null;
  readonly recurrentDropoutMask: tf.Tensor | tf.Tensor[] | null;
  /** The cells of a stack. */
  readonly cells?: Cell[];
};

/** the layer around it, */
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

const kinds: { readonly [className: string]: { cell: RecurrentAttributes['cell']; masks: number } } = {
  LSTMCell: { cell: 'lstm', masks: 4 },
  GRUCell: { cell: 'gru', masks: 3 },
  SimpleRNNCell: { cell: 'simple', masks: 1 },
};

const classOf = (name: string): { prototype: object } =>
  tf.serialization.SerializationMap.getMap().classNameMap[name]![0] as never;

/** The kind of a cell that is TensorFlow.js's own and no subclass. */
function kindOf(cell: Cell): (typeof kinds)[string] | undefined {
  const name = Object.keys(kinds).find((candidate) => Object.getPrototypeOf(cell) === classOf(candidate).prototype);
  return name === undefined ? undefined : kinds[name];
}

const nameOf = (activation: tf.serialization.Serializable | undefined): string =>
  activation?.getClassName() ?? 'linear';

function isLowered(cell: Cell): boolean {
  if (!kindOf(cell)) return false;
  return [cell.activation, cell.recurrentActivation].every((activation) =>
    Object.hasOwn(activations, nameOf(activation)),
  );
}

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

type Run = {
  readonly mask: tf.Tensor | null | undefined;
  readonly training: boolean;
  readonly sequences: boolean;
  readonly states: tf.Tensor[] | undefined;
  readonly goBackwards: boolean;
};

/** The sequence, if wanted, and the last states. */
function runCell(cell: Cell, x: tf.Tensor, { mask, training, sequences, states, goBackwards }: Run): tf.Tensor[] {
  const { cell: kind, masks } = kindOf(cell)!;
  const [items, , width] = x.shape as [number, number, number];
  const dropped = dropout(cell, cell.dropout, cell.dropoutMask, [items, width], masks, training);
  const input = dropped ? tf.mul(x, tf.expandDims(dropped, 1)) : x;
  const drop = dropout(cell, cell.recurrentDropout, cell.recurrentDropoutMask, [items, cell.units], masks, training);
  const [h, c] = states ?? [];
  const optional: [Optional, tf.Tensor | null | undefined][] = [
    ['h', h],
    ['c', c],
    ['b', cell.bias?.read()],
    ['mask', mask],
    ['drop', drop],
  ];
  const given = optional.filter(([, tensor]) => tensor);
  const attributes: RecurrentAttributes = {
    cell: kind,
    activation: nameOf(cell.activation),
    recurrentActivation: nameOf(cell.recurrentActivation),
    goBackwards,
    sequences,
    keep: tf.engine().isTapeOn(),
    given: given.map(([name]) => name),
  };
  const inputs = [input, cell.kernel.read(), cell.recurrentKernel.read(), ...given.map(([, tensor]) => tensor!)];
  return tf.engine().runKernel('Recurrent', inputs as never, attributes as never) as unknown as tf.Tensor[];
}

/** The mask of a dropout, one for all steps of a call, or undefined where there is none; TensorFlow.js draws one for each gate and uses the first. */
function dropout(
  cell: Cell,
  rate: number,
  drawn: tf.Tensor | tf.Tensor[] | null,
  shape: number[],
  masks: number,
  training: boolean,
): tf.Tensor | undefined {
  if (rate <= 0 || rate >= 1) return undefined;
  if (drawn) return Array.isArray(drawn) ? drawn[0] : drawn;
  if (!training) return undefined;
  const ones = tf.ones(shape);
  const { dropoutFunc } = cell;
  const made = dropoutFunc ? dropoutFunc(ones, rate) : tf.dropout(ones, rate);
  // The masks that are not used take their random numbers all the same, so that those to come are the same on all backends.
  for (let unused = 1; unused < masks; unused++) {
    if (dropoutFunc) dropoutFunc(ones, rate);
    else Math.random();
  }
  return made;
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
