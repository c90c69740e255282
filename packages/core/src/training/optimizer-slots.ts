import * as tf from '@tensorflow/tfjs';
import type { SavedArray } from '../files/index.ts';
import { isRateFactors } from './optimizers/rate-factors.ts';
import { WrappedOptimizer } from './optimizers/wrapped-optimizer.ts';
import { assignValues } from './weights.ts';

/** Everything an optimiser remembers, by name; iterations are a scalar. */
export type Slots = Map<string, tf.Variable | number>;

/** What TensorFlow.js keeps for each weight. */
type Accumulated = { originalName: string; variable: tf.Variable };

/**
 * What an optimiser remembers: any of TensorFlow.js's (whose own `getWeights` leaves out the powers of Adam's betas, and is
 * missing in two), and those around others.
 */
export function slotsOf(optimizer: tf.Optimizer): Slots {
  const slots: Slots = new Map();
  for (const [name, inner] of partsOf(optimizer)) {
    for (const [key, slot] of slotsOf(inner)) slots.set(`${name}/${key}`, slot);
  }
  for (const [key, value] of Object.entries(optimizer)) {
    if (key === 'iterations_') slots.set(key, value as number);
    else if (value instanceof tf.Variable) slots.set(key, value);
    else if (isAccumulated(value)) for (const [i, { variable }] of value.entries()) slots.set(`${key}/${i}`, variable);
  }
  return slots;
}

/** Gives an optimiser what `slotsOf` found in one like it. */
export function restoreSlots(optimizer: tf.Optimizer, slots: ReadonlyMap<string, SavedArray>): void {
  const record = optimizer as unknown as Record<string, unknown>;
  for (const [name, own] of byHead(slots)) {
    const inner = innerOf(optimizer, name);
    const value = record[name];
    const [first] = own.values();
    if (inner !== undefined) restoreSlots(inner, own);
    else if (name === 'iterations_') record[name] = first!.values[0];
    else if (value instanceof tf.Variable) assignValues(value, first!.values);
    else {
      tf.dispose(((value ?? []) as Accumulated[]).map(({ variable }) => variable));
      record[name] = [...own.values()].map(({ shape, values }): Accumulated => ({
        originalName: name,
        variable: tf.tidy(() => tf.variable(tf.tensor(values.slice(), [...shape]), false)),
      }));
    }
  }
}

/** Slots by what stands in their names before the first `/`, under what follows it. */
function byHead(slots: ReadonlyMap<string, SavedArray>): Map<string, Map<string, SavedArray>> {
  const heads = new Map<string, Map<string, SavedArray>>();
  for (const [name, slot] of slots) {
    const [head, ...rest] = name.split('/') as [string, ...string[]];
    const own = heads.get(head) ?? new Map<string, SavedArray>();
    heads.set(head, own.set(rest.join('/'), slot));
  }
  return heads;
}

function partsOf(optimizer: tf.Optimizer): (readonly [string, tf.Optimizer])[] {
  if (isRateFactors(optimizer)) return [...optimizer.made].map(([factor, inner]) => [`x${factor}`, inner]);
  return isWrapped(optimizer) ? [['inner', optimizer.inner]] : [];
}

function innerOf(optimizer: tf.Optimizer, name: string): tf.Optimizer | undefined {
  if (isRateFactors(optimizer)) return optimizer.part(Number(name.slice(1)));
  return isWrapped(optimizer) && name === 'inner' ? optimizer.inner : undefined;
}

/** `instanceof tf.Optimizer` only asks for methods, and its subclasses inherit that. */
function isWrapped(optimizer: tf.Optimizer): optimizer is WrappedOptimizer {
  return Object.getPrototypeOf(optimizer) === WrappedOptimizer.prototype;
}

function isAccumulated(value: unknown): value is Accumulated[] {
  return Array.isArray(value) && value.every((one) => (one as Accumulated | null)?.variable instanceof tf.Variable);
}
