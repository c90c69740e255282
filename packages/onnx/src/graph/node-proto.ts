import { create } from '@bufbuild/protobuf';
import { attributeProto } from './attribute.ts';
import type { Attribute } from './attribute.ts';
import { NodeProtoSchema } from './generated/onnx_pb.ts';
import type { NodeProto } from './generated/onnx_pb.ts';

/** The attributes of an operator, by name. */
export type Attributes = { readonly [name: string]: Attribute };

/** The protobuf message of a node. */
export function nodeProto(
  name: string,
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes,
  domain: string,
): NodeProto {
  const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value));
  return create(NodeProtoSchema, { opType, name, domain, input: [...inputs], output: [...outputs], attribute });
}
