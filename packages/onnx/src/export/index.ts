export { exportOnnx } from './export-onnx.ts';
export type { ExportOptions } from './export-onnx.ts';
export type { Exportable, ExportInput, ExportShape } from './exported.ts';
export { loadOnnx } from './load-onnx.ts';
export type { LoadOptions, OnnxModel, OnnxValue } from './load-onnx.ts';
