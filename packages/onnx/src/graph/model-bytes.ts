import { create, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from './generated/onnx_pb.ts';
import type { GraphProto } from './generated/onnx_pb.ts';

/** What models are written as. */
export const IR_VERSION = 9n;
export const OPSET = 18n;

/** The bytes of a model that holds a graph and runs here: standard operators, and ONNX Runtime's own of the `domains`. */
export function modelBytes(graph: GraphProto, domains: readonly string[]): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: '@siamese/onnx',
      graph,
      opsetImport: [{ domain: '', version: OPSET }, ...domains.map((domain) => ({ domain, version: 1n }))],
    }),
  );
}
