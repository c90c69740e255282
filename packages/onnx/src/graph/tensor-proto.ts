import { create } from '@bufbuild/protobuf';
import { elementTypes } from './element-type.ts';
import type { ElementType } from './element-type.ts';
import { TensorProtoSchema } from './generated/onnx_pb.ts';
import type { TensorProto } from './generated/onnx_pb.ts';

/** Numbers that a tensor of a model can be made of. */
export type Numbers = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** The same memory as bytes. */
export function bytesOf(values: Numbers): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength) as Uint8Array<ArrayBuffer>;
}

/** The protobuf message of a tensor, which shares the memory of its bytes. */
export function tensorProto(
  name: string,
  rawData: Uint8Array<ArrayBuffer>,
  dtype: ElementType,
  shape: readonly number[],
): TensorProto {
  const dims = shape.map((length) => BigInt(length));
  return create(TensorProtoSchema, { name, dataType: elementTypes[dtype], dims, rawData });
}
