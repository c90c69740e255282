import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import type { Limits } from '../limits.ts';
import { loadRuntime } from '../load-runtime.ts';
import type { Runtime } from '../runtime.ts';
import { registerKernels } from '../register.ts';
import { record, recordHost } from '../tracer.ts';
import type { Lower } from '../trace-node.ts';

let made = 0;

/** A backend of its own for a test, in use from now on. */
export async function useBackend(
  limits: Partial<Limits> = {},
  runtime: Runtime = loadRuntime(),
): Promise<{ backend: OnnxBackend; remove: () => void }> {
  const name = `onnx-test-${made++}`;
  const backend = new OnnxBackend(runtime, { intraOpNumThreads: 1, logSeverityLevel: 4 }, limits);
  registerKernels(name);
  tf.registerBackend(name, () => backend);
  await tf.setBackend(name);
  return { backend, remove: () => tf.removeBackend(name) };
}

const backendNow = () => tf.backend() as OnnxBackend;

/** Records a kernel whose output is like its first input, and makes a tensor of it. */
export function like(key: string, inputs: readonly tf.Tensor[], lower: Lower): tf.Tensor {
  const [first] = inputs as [tf.Tensor];
  return tf.engine().makeTensorFromTensorInfo(record(backendNow(), key, inputs, first.shape, first.dtype, lower));
}

/** a + b, of one shape. */
export function add(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return like('TestAdd', [a, b], (graph, [x, y]) => graph.op('Add', [graph.use(x!), graph.use(y!)]));
}

/** a b, of one shape or by a scalar. */
export function multiply(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return like('TestMultiply', [a, b], (graph, [x, y]) => graph.op('Mul', [graph.use(x!), graph.use(y!)]));
}

/** x + 1 in JavaScript. */
export function hostAddOne(x: tf.Tensor): tf.Tensor {
  const [info] = recordHost(backendNow(), 'TestHostAddOne', [x], [[x.shape, 'float32']], ([from], [to]) => {
    to!.array = (from!.array as Float32Array).map((value) => value + 1);
  });
  return tf.engine().makeTensorFromTensorInfo(info!);
}
