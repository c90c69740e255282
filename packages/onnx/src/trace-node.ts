import type { Graph, GraphSymbol } from './graph/index.ts';
import type { Value } from './value.ts';

/** What a lowering returns for one output: the name of what it emitted, or a symbol. */
export type Lowered = string | GraphSymbol;

/** Emits a kernel's ONNX nodes, given the symbols of its inputs, as many as there are inputs. */
export type Lower<Inputs extends readonly unknown[] = readonly unknown[]> = (
  graph: Graph,
  symbols: { -readonly [Position in keyof Inputs]: GraphSymbol },
) => Lowered | readonly Lowered[];

/** What a host node does: it gives each of `outputs` its elements. `usedLater` says whether a node that has yet to run reads a value. */
export type Host = (inputs: readonly Value[], outputs: readonly Value[], usedLater: (value: Value) => boolean) => void;

/** One recorded kernel. */
export type TraceNode = {
  /** Operator and attributes, for messages. */
  readonly name: string;
  /** The operation of TensorFlow.js that called it, for messages. */
  readonly call: string | null;
  /** Number of the operator, its attributes and the shapes of its outputs. */
  readonly key: number;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** How it becomes ONNX nodes, for a node of a graph. */
  readonly lower: Lower | null;
  /** What it does, for a node that runs in JavaScript between two graphs. */
  readonly host: Host | null;
  /** The last flush that visited it. */
  flush: number;
  /** Number of the part of the program that recorded it; `cut.ts` says what a part is. */
  readonly part: number;
  /** The graph and host nodes of a lower stage run before it. */
  stage: number;
  /** The last graph it was part of, and how many outputs the nodes before it have there. */
  graph: object | null;
  first: number;
};
