import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { occupy, vacate } from '../place.ts';
import type { Place } from '../place.ts';
import { recordHost, valueAs } from '../tracer.ts';
import type { Host } from '../trace-node.ts';
import { createValue } from '../value.ts';
import type { Value } from '../value.ts';
import { createOptimizerMemory, fitsInMemory } from './optimizer-memory.ts';
import type { Slot, UpdateName } from './optimizer-memory.ts';
import { rowsOf, updateRows } from './row-gradient.ts';
import type { OfZero, Rows } from './row-gradient.ts';

/*
 * TensorFlow.js writes an optimiser's step as a few up to a dozen element-wise kernels for each variable. In a graph these are as many
 * passes over memory, and every step would carry all weights and accumulators in and out. Here ONNX Runtime writes each gradient straight
 * into WebAssembly memory, where the update runs in place. `applyGradients` is the one method that does it; backends other than this one,
 * and execution providers whose memory is elsewhere, keep TensorFlow.js's own.
 */

type NamedGradient = { readonly name: string; readonly tensor: tf.Tensor | null };

/** A list of accumulators as TensorFlow.js keeps it, one for each variable. */
export type Accumulators = { originalName: string; variable: tf.Variable }[];

/** How an optimiser updates a variable: what TensorFlow.js keeps private of it is its type. */
export type InPlace<Optimizer> = {
  readonly update: (optimizer: Optimizer) => UpdateName;
  /** The accumulators in the order of `updates.wat`, under which name TensorFlow.js saves each, and what they begin with. */
  readonly accumulators: (
    optimizer: Optimizer,
  ) => readonly { readonly list: Accumulators; readonly name: string; readonly initial?: number }[];
  /** Scalars that a step depends on, and may be computed by the one before. */
  readonly scalars: (optimizer: Optimizer) => readonly tf.Tensor[];
  /** The numbers that the function of `updates.wat` takes, given those scalars. */
  readonly numbers: (optimizer: Optimizer, scalars: readonly number[]) => readonly number[];
  /** What a gradient of 0 does, where all of those numbers are finite. */
  readonly ofZero: (optimizer: Optimizer, numbers: readonly number[]) => OfZero;
  /** What changes at the end of a step. */
  readonly after?: (optimizer: Optimizer) => void;
};

const memories = new WeakMap<object, Slot[]>();

/** Gives one of TensorFlow.js's optimisers the update in place for tensors on this backend. */
export function installInPlace<Optimizer>(prototype: object, plan: InPlace<Optimizer>): void {
  type Step = (this: object, gradients: NamedGradient[] | tf.NamedTensorMap) => void;
  const own = prototype as { applyGradients: Step };
  const traced = own.applyGradients;
  own.applyGradients = function applyGradients(gradients) {
    const backend = tf.backend();
    const list: readonly NamedGradient[] = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const variables = list.map(({ name }) => tf.engine().registeredVariables[name]!);
    const count = plan.accumulators(this as Optimizer).length;
    const mine =
      backend instanceof OnnxBackend &&
      backend.inHostMemory &&
      variables.every((variable) => variable?.dtype === 'float32' && fitsInMemory(variable.shape, count));
    if (mine) apply(backend, plan, this as Optimizer & object, list, variables);
    else traced.call(this, gradients);
  };
}

function apply<Optimizer extends object>(
  backend: OnnxBackend,
  plan: InPlace<Optimizer>,
  optimizer: Optimizer,
  list: readonly NamedGradient[],
  variables: readonly tf.Variable[],
): void {
  const accumulators = plan.accumulators(optimizer);
  const slots = slotsOf(backend, optimizer, variables, accumulators.length);
  const settings = { ...optimizer };
  const name = plan.update(settings);
  tf.tidy(() => {
    const scalars = plan.scalars(optimizer).map((scalar) => valueAs(backend, scalar, name));
    list.forEach(({ name: variableName, tensor }, i) => {
      const slot = slots[i]!;
      const weight = variables[i]!;
      const own = accumulators.map(({ list: all, name: suffix, initial = 0 }, k) => {
        const originalName = `${variableName}/${suffix}`;
        all[i] ??= { originalName, variable: accumulator(backend, slot, k, weight.shape, initial) };
        return all[i].variable;
      });
      if (!tensor) return;
      const states = [weight, ...own];
      for (const { shape } of own) {
        tf.util.assertShapesMatch(shape, weight.shape, `${name}: the accumulators of variable ${variableName}: `);
      }
      const gradient = valueAs(backend, tensor, name);
      const rows = rowsOf(gradient);
      const updated = recordHost(
        backend,
        name,
        [...states, ...scalars, ...(rows ? rows.flat() : [gradient])],
        states.map(({ shape }) => [shape, 'float32']),
        update(slot, name, states.length, scalars.length, plan, settings, rows),
      );
      if (!rows) {
        slot.clean = false;
        if (gradient.node && !gradient.node.host) gradient.target ??= slot.gradient;
      }
      states.forEach((variable, k) => variable.assign(tf.engine().makeTensorFromTensorInfo(updated[k]!)));
    });
    plan.after?.(optimizer);
  });
  (optimizer as unknown as { incrementIterations(): void }).incrementIterations();
}

/** The memory of each variable; those that have none yet, or were of another shape, share a new one. */
function slotsOf(
  backend: OnnxBackend,
  optimizer: object,
  variables: readonly tf.Variable[],
  accumulators: number,
): Slot[] {
  let slots = memories.get(optimizer);
  if (!slots) memories.set(optimizer, (slots = []));
  const fits = (i: number) => slots[i]?.weight.tensor.dims.join() === variables[i]!.shape.join();
  const missing = [...variables.keys()].filter((i) => !fits(i));
  if (missing.length === 0) return slots;
  const shapes = missing.map((i) => variables[i]!.shape);
  createOptimizerMemory(backend.runtime, shapes, accumulators).forEach((slot, k) => (slots[missing[k]!] = slot));
  return slots;
}

/** An accumulator that begins with `initial` everywhere; in new memory a 0 is there already. */
function accumulator(backend: OnnxBackend, slot: Slot, k: number, shape: number[], initial: number): tf.Variable {
  const place = slot.accumulators[k]!;
  if (!slot.fresh || place.holder || initial !== 0 || place.array.length === 0) {
    return tf.variable(tf.fill(shape, initial), false);
  }
  const value = createValue(shape, 'float32', place.array);
  occupy(place, value);
  return tf.variable(tf.engine().makeTensorFromTensorInfo(backend.hold(value)), false);
}

function update<Optimizer>(
  slot: Slot,
  name: UpdateName,
  states: number,
  scalars: number,
  plan: InPlace<Optimizer>,
  settings: Optimizer,
  rows: readonly Rows[] | null,
): Host {
  const places = [slot.weight, ...slot.accumulators];
  return (inputs, outputs, usedLater) => {
    places.forEach((place, k) => {
      if (!bring(inputs[k]!, place, usedLater) || k === 0) return;
      slot.touched = null;
      slot.fresh = false;
    });
    const given = inputs.slice(states, states + scalars).map(({ array }) => Number(array![0]));
    const numbers = plan.numbers(settings, given);
    const gradients = inputs.slice(states + scalars);
    if (rows) {
      vacate(slot.gradient, usedLater);
      const ofZero = numbers.every(Number.isFinite) ? plan.ofZero(settings, numbers) : 'moves';
      updateRows(slot, pairs(gradients), name, numbers, ofZero);
    } else {
      bring(gradients[0]!, slot.gradient, usedLater);
      slot.clean = false;
      slot.touched = null;
      slot.update(name, 0, slot.length, numbers);
    }
    slot.fresh = false;
    outputs.forEach((value, k) => occupy(places[k]!, value));
  };
}

function pairs(values: readonly Value[]): (readonly [Int32Array, Float32Array])[] {
  const found: [Int32Array, Float32Array][] = [];
  for (let i = 0; i < values.length; i += 2) {
    found.push([values[i]!.array as Int32Array, values[i + 1]!.array as Float32Array]);
  }
  return found;
}

/** Brings the elements of a value into a place and leaves the place without a holder; says whether they were elsewhere. */
function bring(value: Value, place: Place, usedLater: (value: Value) => boolean): boolean {
  const source = value.place === place ? null : value.array;
  vacate(place, usedLater);
  if (source) place.array.set(source as Float32Array);
  return source !== null;
}
