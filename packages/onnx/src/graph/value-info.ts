import { create } from '@bufbuild/protobuf';
import { elementTypes } from './element-type.ts';
import type { ElementType } from './element-type.ts';
import { ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import type { ValueInfoProto } from './generated/onnx_pb.ts';

/** The protobuf message that declares an input or output. */
export function valueInfo(name: string, dtype: string, shape: readonly number[]): ValueInfoProto {
  const elemType = elementTypes[dtype as ElementType];
  if (elemType === undefined) throw new TypeError(`onnx backend: a graph cannot hold values of dtype ${dtype}`);
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType,
          shape: { dim: shape.map((length) => ({ value: { case: 'dimValue' as const, value: BigInt(length) } })) },
        },
      },
    },
  });
}
