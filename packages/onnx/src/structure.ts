import { bytesKey } from './graph/bytes-key.ts';
import { intern } from './intern.ts';
import type { TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

/** What a session depends on (`key`), and the known values that it takes, each with its number; equal scalars share one. */
export type Structure = {
  readonly key: string;
  readonly leaves: readonly Value[];
  readonly numbers: Map<Value, number>;
};

const LEAF = -1_000_000_000;
const ROOTS = -2_000_000_000;

/** The structure of one graph: for each node its key and which inputs it takes; then which values are wanted. */
export function structure(nodes: readonly TraceNode[], roots: readonly Value[]): Structure {
  const leaves: Value[] = [];
  const numbers = new Map<Value, number>();
  const scalars = new Map<string, number>();
  const code: number[] = [];
  const leaf = (value: Value): number => {
    const scalar = scalarKey(value);
    let number = scalar === undefined ? undefined : scalars.get(scalar);
    if (number === undefined) {
      number = leaves.push(value) - 1;
      code.push(LEAF, intern(`${value.dtype}${value.shape.join()}`));
      if (scalar !== undefined) scalars.set(scalar, number);
    }
    numbers.set(value, number);
    return number;
  };
  let outputs = 0;
  for (const node of nodes) {
    node.graph = nodes;
    node.first = outputs;
    outputs += node.outputs.length;
  }
  const from: number[] = [];
  for (const node of nodes) {
    from.length = 0;
    for (const value of node.inputs) {
      if (value.node?.graph === nodes) from.push(value.node.first + value.index);
      else from.push(~(numbers.get(value) ?? leaf(value)));
    }
    code.push(node.key, from.length, ...from);
  }
  code.push(ROOTS);
  for (const root of roots) code.push(root.node!.first + root.index);
  return { key: bytesKey(new Uint8Array(Int32Array.from(code).buffer)), leaves, numbers };
}

/** Scalars that were uploaded and not computed are told apart by what they are: a learning rate and a 0.5, not which tensor. */
function scalarKey(value: Value): string | undefined {
  if (!value.uploaded || value.shape.length > 0) return undefined;
  const element = value.array![0] as number;
  return `${value.dtype}${Object.is(element, -0) ? '-0' : element}`;
}
