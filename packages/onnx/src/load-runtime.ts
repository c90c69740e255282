import { createRequire } from 'node:module';
import type { Runtime } from './runtime.ts';

/**
 * ONNX Runtime for Node.js.
 *
 * @throws Error where it cannot be loaded: no binary for this machine, or another version of it in the process.
 */
export function loadRuntime(load: (name: string) => unknown = createRequire(import.meta.url)): Runtime {
  try {
    return load('onnxruntime-node') as Runtime;
  } catch (error) {
    throw new Error(explain(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}

function explain(message: string): string {
  if (/version [`']?VERS_/.test(message)) {
    return (
      `onnx backend: two versions of onnxruntime-node in one process cannot be loaded (${message}). Let npm install one: put ` +
      '"overrides": { "onnxruntime-node": "1.30.0" } into your package.json (pnpm: overrides in pnpm-workspace.yaml) and install again.'
    );
  }
  return (
    `onnx backend: onnxruntime-node cannot be loaded on ${process.platform} ${process.arch} (${message}). It has binaries for Linux ` +
    'with glibc (x64, arm64), Windows (x64, arm64) and macOS (arm64); elsewhere use @tensorflow/tfjs-backend-wasm.'
  );
}
