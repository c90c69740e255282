import { create } from '@bufbuild/protobuf';
import { AttributeProto_AttributeType as Type, AttributeProtoSchema } from './generated/onnx_pb.ts';
import type { AttributeProto } from './generated/onnx_pb.ts';
import { Graph } from './graph.ts';

/** A float attribute: numbers alone are written as integers. */
export type FloatAttribute = { readonly float: number } | { readonly floats: readonly number[] };

/** Several strings. */
export type StringsAttribute = { readonly strings: readonly string[] };

/** What an ONNX attribute may be: an integer, integers, a string, strings, a float (`floatAttribute(x)`) or a graph. */
export type Attribute = number | readonly number[] | string | StringsAttribute | FloatAttribute | Graph;

/** Marks a number, or several, as a float attribute: `floatAttribute(0.2)`. */
export function floatAttribute(value: number | readonly number[]): FloatAttribute {
  return typeof value === 'number' ? { float: value } : { floats: value };
}

const utf8 = new TextEncoder();

/** The protobuf message of one attribute. */
export function attributeProto(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(value) });
  if (typeof value === 'string')
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: utf8.encode(value) });
  if (value instanceof Graph) return create(AttributeProtoSchema, { name, type: Type.GRAPH, g: value.proto() });
  if ('float' in value) return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value.float });
  if ('strings' in value) {
    const strings = value.strings.map((string) => utf8.encode(string));
    return create(AttributeProtoSchema, { name, type: Type.STRINGS, strings });
  }
  if ('floats' in value) return create(AttributeProtoSchema, { name, type: Type.FLOATS, floats: [...value.floats] });
  return create(AttributeProtoSchema, { name, type: Type.INTS, ints: value.map((number) => BigInt(number)) });
}

/** What tells an attribute from others when equal nodes are looked for. */
export function attributeKey(value: Attribute): string {
  if (value instanceof Graph) return `graph ${value.serial}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
