export { exportOnnx } from './export-onnx.ts';
export type { ExportOptions } from './export-onnx.ts';
export type { Exportable, ExportInput, ExportShape } from './exported.ts';
