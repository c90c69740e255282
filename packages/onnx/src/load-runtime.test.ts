import { loadRuntime } from './load-runtime.ts';

const failing = (message: string) => () => {
  throw new Error(message);
};

test('two versions of ONNX Runtime in one process are explained, with the cure', () => {
  const message = "/app/libonnxruntime.so.1: version `VERS_1.24.3' not found (required by onnxruntime_binding.node)";
  expect(() => loadRuntime(failing(message))).toThrow('"overrides": { "onnxruntime-node": "1.30.0" }');
});

test('a machine without a binary is told where there are some', () => {
  expect(() => loadRuntime(failing('Cannot find module onnxruntime_binding.node'))).toThrow(/binaries for Linux.*wasm/);
});

test('the runtime is found', () => {
  expect(typeof loadRuntime().InferenceSession.create).toBe('function');
});
