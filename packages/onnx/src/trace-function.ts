import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { schedule } from './schedule.ts';
import { record } from './tracer.ts';
import type { TraceNode } from './trace-node.ts';
import { createValue } from './value.ts';
import type { Value } from './value.ts';

/** What a function is given: a shape and a dtype for each input. */
export type InputType = { readonly shape: readonly number[]; readonly dtype: tf.DataType };

/** A tensor, or tensors in lists and objects. */
export type Outputs = tf.Tensor | readonly Outputs[] | { readonly [name: string]: Outputs };

/** What a function does to inputs of the given shapes whose elements nobody knows. */
export type Trace = {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** The names of the outputs' places: `''`, `0`, `a.1`. */
  readonly paths: readonly string[];
  /** Puts one thing for each output where the function had its tensors. */
  readonly arrange: (list: readonly unknown[]) => unknown;
  /** Everything that it needs, inputs before readers. */
  readonly nodes: readonly TraceNode[];
  /** Known values that it reads: variables of others, numbers of its own. */
  readonly leaves: readonly Value[];
  /** Which of the leaves are variables. */
  readonly variables: ReadonlyMap<Value, tf.Variable>;
  /** Which of the leaves were there before, and may be disposed some day. */
  readonly captured: readonly Value[];
};

/**
 * Runs a function once with inputs whose elements are not known. What it leaves behind is undone: variables have the values that they
 * had, and no tensor is kept.
 *
 * @throws Error if the function reads its inputs, assigns to variables, or keeps tensors; TypeError if it returns no tensors.
 */
export function traceFunction(
  backend: OnnxBackend,
  fn: (...inputs: tf.Tensor[]) => unknown,
  types: readonly InputType[],
  caller: string,
): Trace {
  const inputs = types.map(({ shape, dtype }) => createValue(shape, dtype, null));
  const { registeredVariables } = tf.engine();
  const before = Object.values(registeredVariables);
  const tensors = tf.memory().numTensors;
  let changed: tf.Variable | undefined;
  let paths: string[] = [];
  let arrange: Trace['arrange'] = (list) => list;
  const outputs = tf.tidy(() => {
    const copies = before.map((variable) => (backend.holds(variable.dataId) ? tf.clone(variable) : undefined));
    const ids = before.map(({ dataId }) => dataId);
    const given = inputs.map((value) => tf.engine().makeTensorFromTensorInfo(backend.hold(value)));
    const returned = fn(...given);
    before.forEach((variable, i) => {
      if (!copies[i] || variable.isDisposed || variable.dataId === ids[i]) return;
      changed ??= variable;
      variable.assign(copies[i]);
    });
    const found = flatten(returned, caller);
    paths = found.map(({ path }) => path);
    arrange = (list) => rearrange(returned, list[Symbol.iterator]());
    return found.map(({ tensor }) =>
      tf
        .engine()
        .makeTensorFromTensorInfo(record(backend, 'Output', [tensor], tensor.shape, tensor.dtype, (_, [a]) => a)),
    );
  });
  const values = outputs.map(({ dataId }) => backend.value(dataId));
  tf.dispose(outputs);
  // Whoever kept a tensor that depends on an input gets this when it is read.
  const error = new Error(`${caller}: this tensor was made while a function was looked at: it has no elements`);
  for (const value of inputs) value.error = error;
  if (changed) {
    throw new Error(
      `${caller}: the function assigns to variable ${changed.name} while it runs; what is made of it could not do that`,
    );
  }
  const made = Object.values(registeredVariables).length - before.length;
  const kept = tf.memory().numTensors - tensors - made;
  if (kept > 0) {
    throw new Error(
      `${caller}: the function keeps ${kept} tensor${kept > 1 ? 's' : ''} from one call to the next, as a layer with ` +
        '`stateful: true` does (call resetStates() before you use it again); give it its state as an input, and return the next',
    );
  }
  const nodes = schedule(values).order;
  const leaves = leavesOf(nodes, values, new Set(inputs));
  const byValue = new Map<Value, tf.Variable>();
  const known = new Set(leaves);
  for (const variable of Object.values(registeredVariables)) {
    const value = backend.holds(variable.dataId) ? backend.value(variable.dataId) : undefined;
    if (value && known.has(value)) byValue.set(value, variable);
  }
  const captured = leaves.filter((value) => !value.dead);
  return { inputs, outputs: values, paths, arrange, nodes, leaves, variables: byValue, captured };
}

/** Computes what a function needs; layers that have never been called make their weights. */
export async function settle(...call: Parameters<typeof traceFunction>): Promise<void> {
  const [backend] = call;
  await backend.flush();
  traceFunction(...call);
  await backend.flush();
}

/** Whether two traces of one function are the same but for their inputs: if not, it made up numbers of its own, at random perhaps. */
export function isRepeated(a: Trace, b: Trace): boolean {
  if (a.nodes.length !== b.nodes.length || a.leaves.length !== b.leaves.length) return false;
  if (!a.nodes.every((node, i) => node.key === b.nodes[i]!.key)) return false;
  return a.leaves.every((value, i) => {
    const other = b.leaves[i]!;
    if (value === other) return true;
    const [x, y] = [value.array as Float32Array, other.array as Float32Array];
    return x.length === y.length && x.every((element, k) => Object.is(element, y[k]));
  });
}

function leavesOf(nodes: readonly TraceNode[], outputs: readonly Value[], inputs: ReadonlySet<Value>): Value[] {
  const leaves = new Set<Value>();
  const add = (value: Value): void => {
    if (!value.node && !inputs.has(value)) leaves.add(value);
  };
  for (const node of nodes) node.inputs.forEach(add);
  outputs.forEach(add);
  return [...leaves];
}

function flatten(returned: unknown, caller: string, path = ''): { path: string; tensor: tf.Tensor }[] {
  if (returned instanceof tf.Tensor) return [{ path, tensor: returned }];
  if (typeof returned !== 'object' || returned === null || returned instanceof Promise) {
    const what = returned instanceof Promise ? 'a promise' : String(returned);
    throw new TypeError(`${caller}: the function must return tensors, or lists or objects of them, got ${what}`);
  }
  return Object.entries(returned).flatMap(([name, part]) =>
    flatten(part, caller, path === '' ? name : `${path}.${name}`),
  );
}

function rearrange(shape: unknown, list: Iterator<unknown>): unknown {
  if (shape instanceof tf.Tensor) return list.next().value;
  if (Array.isArray(shape)) return shape.map((part) => rearrange(part, list));
  return Object.fromEntries(Object.entries(shape as object).map(([name, part]) => [name, rearrange(part, list)]));
}
