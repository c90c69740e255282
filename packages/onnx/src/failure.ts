import type { TraceNode } from './trace-node.ts';

/** The execution providers that were asked for cannot run here. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

const kernelOf = ({ name }: TraceNode): string => /^\w*/.exec(name)![0];

/** Which operations of TensorFlow.js called a kernel. */
function callers(kernel: string, graph: readonly TraceNode[]): string {
  const calls = new Set(graph.filter((node) => node.call && kernelOf(node) === kernel).map(({ call }) => `tf.${call}`));
  return calls.size === 0 ? '' : `, of ${[...calls].slice(0, 3).join(' or ')},`;
}

function advice(message: string): string {
  if (!/allocat|bad_alloc|array length/i.test(message)) return '';
  return '. There is not enough memory: take smaller batches, or dispose what is not needed any more';
}

/** Marks the outputs of a node as impossible to compute: reading them throws an error that names the kernel, one of `graph`. */
export function fail(node: TraceNode, cause: unknown, graph: readonly TraceNode[] = [node]): void {
  if (cause instanceof ProviderError) {
    setError(node, cause);
    return;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  // ONNX Runtime names the ONNX node, whose name begins with the kernel's.
  const kernel = /(\w+)#x\d+/.exec(message)?.[1] ?? kernelOf(node);
  const error = new Error(
    `onnx backend: kernel ${kernel}${callers(kernel, graph)} could not be computed: ${message}${advice(message)}`,
    { cause },
  );
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
