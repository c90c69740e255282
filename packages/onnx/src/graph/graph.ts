import { create } from '@bufbuild/protobuf';
import { attributeKey } from './attribute.ts';
import { bytesKey } from './bytes-key.ts';
import type { ElementType } from './element-type.ts';
import { GraphProtoSchema } from './generated/onnx_pb.ts';
import type { GraphProto, NodeProto, TensorProto, ValueInfoProto } from './generated/onnx_pb.ts';
import type { GraphSymbol } from './graph-symbol.ts';
import { liveNodes } from './live-nodes.ts';
import { modelBytes } from './model-bytes.ts';
import { movesNothing } from './moves-nothing.ts';
import { nodeProto } from './node-proto.ts';
import type { Attributes } from './node-proto.ts';
import { bytesOf, tensorProto } from './tensor-proto.ts';
import type { Numbers } from './tensor-proto.ts';
import { valueInfo } from './value-info.ts';
import { Views } from './views.ts';

type Options = { readonly portable?: boolean; readonly open?: boolean; readonly block?: number };

/**
 * Builds an ONNX graph. Equal nodes (operator, inputs, attributes) and equal constants are emitted once, so lowerings may ask for
 * the same thing again and again: im2col columns, transposes, a whole forward pass.
 */
export class Graph {
  /** The graph around this one, for the body of a `Scan`, `Loop` or `If`: it sees the names of the outer graph. */
  readonly outer: Graph | undefined;
  /** Number of this graph among all graphs of one model. */
  readonly serial: number;
  /** Which kernel is emitting: part of the names of nodes, so that ONNX Runtime's errors name it. */
  origin = '';
  /**
   * Whether it should be the same whatever the lengths of axes, and hold standard operators alone: what infers and is exported. Otherwise
   * lowerings choose what is fastest for the lengths at hand, gradients included.
   */
  readonly portable: boolean;
  /** Whether it will be compared with graphs for other lengths. */
  readonly open: boolean;
  /** How many channels ONNX Runtime's own order of pictures has next to each other; 0 where it is not to be used. */
  readonly block: number;
  readonly nodes: NodeProto[] = [];
  /** Shapes of inputs, of initialisers and of the outputs of kernels, by name. */
  readonly shapes = new Map<string, readonly number[]>();
  readonly #root: Graph;
  readonly #seen = new Map<string, unknown>();
  readonly #constants: TensorProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #views = new Views(this.shapes);
  readonly #symbols = new Map<string, GraphSymbol>();
  #names = 0;
  #graphs = 0;

  constructor(outer?: Graph, { portable = false, open = false, block = 0 }: Options = {}) {
    this.outer = outer;
    this.#root = outer ? outer.#root : this;
    this.portable = outer ? outer.portable : portable;
    this.open = outer ? outer.open : open;
    this.block = outer ? outer.block : block;
    this.serial = this.#root.#graphs++;
  }

  /** A name that nothing in the model has yet. */
  fresh(): string {
    return `x${this.#root.#names++}`;
  }

  /** Emits an operator, unless an equal one is there already, and returns the name of its output; `''` leaves an optional input out. */
  op(type: string, inputs: readonly string[], attributes?: Attributes, outputs?: 1, domain?: string): string;
  /** The same for an operator with several outputs: returns their names. */
  op(type: string, inputs: readonly string[], attributes: Attributes, outputs: number, domain?: string): string[];
  op(
    type: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    outputs = 1,
    domain = '',
  ): string | string[] {
    const names = Object.keys(attributes);
    let key = `${domain}:${type}(${inputs.join()})${outputs}`;
    for (const name of names) key += `;${name}=${attributeKey(attributes[name]!)}`;
    const made = this.once(key, () => {
      const output = Array.from({ length: outputs }, () => this.fresh());
      this.emit(type, inputs, output, attributes, domain);
      return output;
    });
    return outputs === 1 ? made[0]! : made;
  }

  /** Emits a node whose outputs have the given names, whether or not an equal one exists. */
  emit(
    type: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Attributes = {},
    domain = '',
  ): void {
    const name = `${this.#root.origin}#${outputs[0]}`;
    this.nodes.push(nodeProto(name, type, inputs, outputs, attributes, domain));
  }

  /** What `make` returned the first time it was asked for under `key` in this graph. */
  once<T>(key: string, make: () => T): T {
    if (!this.#seen.has(key)) this.#seen.set(key, make());
    return this.#seen.get(key) as T;
  }

  /** The name of a constant. Constants live in the outermost graph, where subgraphs see them. */
  constant(values: Numbers, dtype: ElementType, shape: readonly number[]): string {
    const root = this.#root;
    const bytes = bytesOf(values);
    return root.once(`constant ${dtype} ${shape.join()}:${bytesKey(bytes)}`, () => {
      const name = root.fresh();
      root.#constants.push(tensorProto(name, bytes.slice(), dtype, shape));
      return name;
    });
  }

  /** A constant that is not compared with others and whose memory is not copied: nobody may change it before the model is written. */
  initializer(values: Numbers, dtype: ElementType, shape: readonly number[]): string {
    const name = this.fresh();
    this.shapes.set(name, shape);
    this.#root.#constants.push(tensorProto(name, bytesOf(values), dtype, shape));
    return name;
  }

  /** A constant vector of int64, as axes, shapes and positions are given in ONNX. */
  ints(values: readonly number[]): string {
    return this.constant(
      BigInt64Array.from(values, (value) => BigInt(value)),
      'int64',
      [values.length],
    );
  }

  /** A constant float32 scalar. */
  float(value: number): string {
    return this.constant(Float32Array.of(value), 'float32', []);
  }

  /** Adds an input and returns its symbol. */
  input(name: string, dtype: string, shape: readonly number[]): GraphSymbol {
    this.#inputs.push(valueInfo(name, dtype, shape));
    const symbol = { name, dtype, shape };
    this.#symbols.set(name, symbol);
    this.shapes.set(name, shape);
    return symbol;
  }

  /** Adds an output under a name of its own (a copy where `name` is an input or an output already) and returns that name. */
  output(name: string, dtype: string, shape: readonly number[]): string {
    let own = name;
    if (this.#symbols.has(name)) {
      own = this.fresh();
      this.emit('Identity', [name], [own]);
    }
    this.#symbols.set(own, { name: own, dtype, shape });
    this.#outputs.push(valueInfo(own, dtype, shape));
    return own;
  }

  /** The name of a symbol; emits what it was late with. */
  use(symbol: GraphSymbol): string {
    return symbol.name;
  }

  /** `name`, of this shape, under another shape (`-1`: what is left); a portable graph takes no detours over other shapes. */
  reshape(name: string, shape: readonly number[]): string {
    const reshape = (from: string) =>
      this.op('Reshape', [from, this.ints(shape)], { allowzero: shape.includes(0) ? 1 : 0 });
    return this.portable ? this.#views.view(name, shape, reshape) : reshape(name);
  }

  /** `name`, of this shape, with its axes in another order; moving only axes of length 1 is a Reshape, which is free. */
  permute(name: string, shape: readonly number[], permutation: readonly number[]): string {
    if (permutation.every((axis, i) => axis === i)) return name;
    if (movesNothing(shape, permutation)) {
      return this.reshape(
        name,
        permutation.map((axis) => shape[axis]!),
      );
    }
    return this.op('Transpose', [name], { perm: permutation });
  }

  /** A symbol as a matrix of so many columns. */
  flat(symbol: GraphSymbol, columns: number): string {
    const [rows, width] = symbol.shape;
    if (symbol.shape.length === 2 && rows !== undefined && width === columns) return this.use(symbol);
    return this.reshape(this.use(symbol), [-1, columns]);
  }

  /** The protobuf message of this graph. */
  proto(): GraphProto {
    return create(GraphProtoSchema, {
      name: `g${this.serial}`,
      node: liveNodes(this.nodes, this.#outputs),
      initializer: this.#constants,
      input: this.#inputs,
      output: this.#outputs,
    });
  }

  /** The bytes of a model that holds this graph. */
  model(): Uint8Array {
    return modelBytes(this.proto(), ['com.microsoft', ...(this.block > 0 ? ['com.microsoft.nchwc'] : [])]);
  }
}
