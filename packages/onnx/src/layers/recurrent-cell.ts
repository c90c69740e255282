import * as tf from '@tensorflow/tfjs';
import { activations } from '../kernels/recurrent/activation.ts';
import type { Optional, RecurrentAttributes } from '../kernels/recurrent/recurrence.ts';

/* What recurrent.ts knows of TensorFlow.js's cells: which there are a kernel for, and how it is called. */

type Weight = { read(): tf.Tensor };

/** What TensorFlow.js keeps private. */
export type Cell = {
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

const kinds: { readonly [className: string]: { cell: RecurrentAttributes['cell']; masks: number } } = {
  LSTMCell: { cell: 'lstm', masks: 4 },
  GRUCell: { cell: 'gru', masks: 3 },
  SimpleRNNCell: { cell: 'simple', masks: 1 },
};

/** One of TensorFlow.js's classes that can be saved. */
export const classOf = (name: string): { prototype: object } =>
  tf.serialization.SerializationMap.getMap().classNameMap[name]![0] as never;

/** The kind of a cell that is TensorFlow.js's own and no subclass. */
function kindOf(cell: Cell): (typeof kinds)[string] | undefined {
  const name = Object.keys(kinds).find((candidate) => Object.getPrototypeOf(cell) === classOf(candidate).prototype);
  return name === undefined ? undefined : kinds[name];
}

const nameOf = (activation: tf.serialization.Serializable | undefined): string =>
  activation?.getClassName() ?? 'linear';

/** Whether the kernel does what the cell does. */
export function isLowered(cell: Cell): boolean {
  if (!kindOf(cell)) return false;
  return [cell.activation, cell.recurrentActivation].every((activation) =>
    Object.hasOwn(activations, nameOf(activation)),
  );
}

type Run = {
  readonly mask: tf.Tensor | null | undefined;
  readonly training: boolean;
  readonly sequences: boolean;
  readonly states: tf.Tensor[] | undefined;
  readonly goBackwards: boolean;
};

/** Runs all steps: the sequence, if wanted, and the last states. */
export function runCell(
  cell: Cell,
  x: tf.Tensor,
  { mask, training, sequences, states, goBackwards }: Run,
): tf.Tensor[] {
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
