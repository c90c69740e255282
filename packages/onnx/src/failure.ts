import type { TraceNode } from './trace-node.ts';

/** Marks the outputs of a node as impossible to compute: reading them throws an error that names the kernel. */
export function fail(node: TraceNode, cause: unknown): void {
  const message = cause instanceof Error ? cause.message : String(cause);
  // ONNX Runtime names the ONNX node, whose name begins with the kernel's.
  const kernel = /(\w+)#x\d+/.exec(message)?.[1] ?? /^\w*/.exec(node.name)![0];
  const error = new Error(`onnx backend: kernel ${kernel} could not be computed: ${message}`, { cause });
  setError(node, error);
}

/** Passes the failure of an input on to the outputs of a node; whether there was one. */
export function inheritFailure(node: TraceNode): boolean {
  const failed = node.inputs.find((value) => value.error);
  if (failed) setError(node, failed.error!);
  return failed !== undefined;
}

function setError(node: TraceNode, error: Error): void {
  for (const value of node.outputs) {
    if (value.array) continue;
    value.error = error;
    value.node = null;
  }
}
