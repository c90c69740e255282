/** Numbers of the ONNX element types (`TensorProto.DataType`) that graphs of this backend use. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
} as const;

/** An element type of ONNX, by the name TensorFlow.js or ONNX Runtime has for it. */
export type ElementType = keyof typeof elementTypes;
