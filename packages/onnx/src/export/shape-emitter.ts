import { create } from '@bufbuild/protobuf';
import { attributeProto } from '../graph/attribute.ts';
import type { Attribute } from '../graph/index.ts';
import { NodeProtoSchema, TensorProtoSchema } from '../graph/generated/onnx_pb.ts';
import type { NodeProto, TensorProto } from '../graph/generated/onnx_pb.ts';
import type { Formula } from './lengths.ts';

/** A length that is known, or that a formula gives. */
export type Length = number | Formula;

const INT64 = 7;

/** Emits the nodes that compute lengths while a model runs; equal ones once. */
export class ShapeEmitter {
  readonly nodes: NodeProto[];
  readonly constants: Map<string, TensorProto>;
  readonly #made = new Map<string, string>();
  #count = 0;

  constructor(nodes: NodeProto[], constants: Map<string, TensorProto>) {
    this.nodes = nodes;
    this.constants = constants;
  }

  op(type: string, inputs: readonly string[], attributes: { readonly [name: string]: Attribute } = {}): string {
    const key = `${type}(${inputs.join()})${JSON.stringify(attributes)}`;
    return this.#once(key, (name) => {
      const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value));
      this.nodes.push(
        create(NodeProtoSchema, {
          opType: type,
          name: `Length#${name}`,
          input: [...inputs],
          output: [name],
          attribute,
        }),
      );
    });
  }

  constant(dataType: number, dims: readonly number[], bytes: Uint8Array): string {
    return this.#once(`${dataType} ${dims.join()} ${bytes.join()}`, (name) => {
      this.constants.set(
        name,
        create(TensorProtoSchema, {
          name,
          dataType,
          dims: dims.map(BigInt),
          rawData: bytes.slice() as Uint8Array<ArrayBuffer>,
        }),
      );
    });
  }

  ints(values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.constant(INT64, dims, new Uint8Array(BigInt64Array.from(values, BigInt).buffer));
  }

  float(value: number): string {
    return this.constant(1, [], new Uint8Array(Float32Array.of(value).buffer));
  }

  /** A vector of int64. */
  vector(lengths: readonly Length[]): string {
    const parts: string[] = [];
    let known: number[] = [];
    for (const length of lengths) {
      if (typeof length === 'number') known.push(length);
      else {
        if (known.length > 0) parts.push(this.ints(known));
        known = [];
        parts.push(this.#formula(length));
      }
    }
    if (known.length > 0) parts.push(this.ints(known));
    return parts.length === 1 ? parts[0]! : this.op('Concat', parts, { axis: 0 });
  }

  #formula({ sources, multiply, divide, add }: Formula): string {
    const lengths = sources.map(({ name, axis }) => this.op('Shape', [name], { start: axis, end: axis + 1 }));
    let name = lengths.reduce((product, length) => this.op('Mul', [product, length]));
    if (multiply !== 1) name = this.op('Mul', [name, this.ints([multiply])]);
    if (divide !== 1) name = this.op('Div', [name, this.ints([divide])]);
    return add === 0 ? name : this.op('Add', [name, this.ints([add])]);
  }

  #once(key: string, make: (name: string) => void): string {
    let name = this.#made.get(key);
    if (name === undefined) {
      this.#made.set(key, (name = `length ${this.#count++}`));
      make(name);
    }
    return name;
  }
}
