import { Graph } from '../../graph/index.ts';
import { loadRuntime } from '../../load-runtime.ts';
import { flushed } from './flushed.ts';

test('what has faded is 0, and what has not keeps its digits', async () => {
  const { InferenceSession, Tensor } = loadRuntime();
  const graph = new Graph();
  const x = graph.input('x', 'float32', [6]);
  const y = graph.output(flushed(graph, x.name), 'float32', [6]);
  const session = await InferenceSession.create(graph.model());
  const values = Float32Array.of(1e-40, -1e-32, 1e-12, -0.3, 1e30, Number.NaN);
  const found = (await session.run({ x: new Tensor('float32', values, [6]) }))[y]!.data as Float32Array;
  await session.release();
  expect([...found]).toEqual([0, 0, ...values.subarray(2)]);
});
