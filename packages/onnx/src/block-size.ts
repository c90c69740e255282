import { Graph } from './graph/index.ts';
import type { Runtime } from './runtime.ts';

/**
 * How many channels ONNX Runtime puts next to each other in its own order of pictures on this processor, or 0 where it has none. It
 * doesn't say: it is asked to bring a picture of 16 channels and two points into that order, in which the first channel's second point
 * comes after the first point of all channels of a block.
 */
export async function blockSize(runtime: Runtime): Promise<number> {
  const graph = new Graph(undefined, { block: 1 });
  const shape = [1, 16, 1, 2];
  const { name } = graph.input('x', 'float32', shape);
  const output = graph.output(graph.op('ReorderInput', [name], {}, 1, 'com.microsoft.nchwc'), 'float32', shape);
  try {
    const session = await runtime.InferenceSession.create(graph.model(), { logSeverityLevel: 4 });
    try {
      const x = new runtime.Tensor(
        'float32',
        Float32Array.from({ length: 32 }, (_, i) => i),
        shape,
      );
      const found = (await session.run({ x }))[output]!.data as Float32Array;
      const size = found.indexOf(1);
      return size === 8 || size === 16 ? size : 0;
    } finally {
      await session.release();
    }
  } catch {
    return 0;
  }
}
