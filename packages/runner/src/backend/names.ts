/** The backends of `--backend`, the fastest first. */
export const backendNames = ['tensorflow', 'onnx', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];
