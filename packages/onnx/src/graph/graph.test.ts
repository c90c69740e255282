import { InferenceSession, Tensor } from 'onnxruntime-node';
import { floatAttribute, Graph } from './index.ts';

/** Runs a graph with float32 inputs in the order they were added. */
async function run(graph: Graph, inputs: Record<string, [number[], number[]]>): Promise<Record<string, number[]>> {
  const session = await InferenceSession.create(graph.model(), { logSeverityLevel: 3 });
  const feeds = Object.entries(inputs).map(
    ([name, [data, dims]]) => [name, new Tensor('float32', data, dims)] as const,
  );
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Float32Array)]),
  );
}

test('equal nodes and equal constants are emitted once, different ones are not', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2]).name;
  const sum = graph.op('Add', [x, graph.float(1)]);
  expect(graph.op('Add', [x, graph.float(1)])).toBe(sum);
  expect(graph.op('Add', [x, graph.float(2)])).not.toBe(sum);
  expect(graph.op('LeakyRelu', [x], { alpha: floatAttribute(0.1) })).not.toBe(
    graph.op('LeakyRelu', [x], { alpha: floatAttribute(0.2) }),
  );
  expect(graph.float(0)).not.toBe(graph.float(-0));
  expect(graph.ints([1])).not.toBe(graph.ints([2]));
  expect(graph.nodes).toHaveLength(4);
  const name = graph.output(sum, 'float32', [2]);
  expect(await run(graph, { x: [[1, 2], [2]] })).toEqual({ [name]: [2, 3] });
});

test('an output gets a name of its own', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [1]);
  const names = [graph.output(x.name, 'float32', [1]), graph.output(x.name, 'float32', [1])];
  expect(new Set([...names, 'x']).size).toBe(3);
  expect(await run(graph, { x: [[5], [1]] })).toEqual({ [names[0]!]: [5], [names[1]!]: [5] });
});

test('attributes of every kind reach ONNX Runtime', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [1, 4]).name;
  const leaky = graph.op('LeakyRelu', [x], { alpha: floatAttribute(0.5) });
  const [low, high] = graph.op('Split', [leaky], { axis: 1, num_outputs: 2 }, 2) as [string, string];
  const table = graph.op('Constant', [], { value_floats: floatAttribute([10, 20]) });
  const turned = graph.op('Transpose', [low], { perm: [1, 0] });
  const padded = graph.op('Pad', [high, graph.ints([0, 1, 0, 0])], { mode: 'edge' });
  const names = [
    graph.output(graph.op('Add', [table, low]), 'float32', [1, 2]),
    graph.output(turned, 'float32', [2, 1]),
    graph.output(padded, 'float32', [1, 3]),
  ];
  const results = await run(graph, {
    x: [
      [-2, 2, 3, 4],
      [1, 4],
    ],
  });
  expect(names.map((name) => results[name])).toEqual([
    [9, 22],
    [-1, 2],
    [3, 3, 4],
  ]);
});

test('a permutation that moves only axes of length 1 is a reshape, the identity nothing', () => {
  const graph = new Graph();
  const symbol = graph.input('x', 'float32', [2, 1, 1, 3]);
  expect(graph.permute('x', symbol.shape, [0, 3, 1, 2])).not.toBe('x');
  expect(graph.permute('x', [2, 1, 1, 3], [0, 1, 2, 3])).toBe('x');
  expect(graph.nodes.map((node) => node.opType)).toEqual(['Reshape']);
  graph.permute('x', [2, 1, 2, 3], [0, 3, 1, 2]);
  expect(graph.nodes.map((node) => node.opType)).toEqual(['Reshape', 'Transpose']);
});

test('the body of a loop sees the names and shares the constants of the graph around it', async () => {
  const graph = new Graph();
  const start = graph.input('start', 'float32', [1]).name;
  const steps = graph.input('steps', 'float32', [3, 1]).name;
  const body = new Graph(graph);
  const state = body.input(body.fresh(), 'float32', [1]).name;
  const step = body.input(body.fresh(), 'float32', [1]).name;
  const sum = body.op('Add', [state, body.op('Mul', [step, body.float(2)])]);
  body.output(sum, 'float32', [1]);
  body.output(sum, 'float32', [1]);
  const [last, all] = graph.op('Scan', [start, steps], { body, num_scan_inputs: 1 }, 2) as [string, string];
  const names = [graph.output(last, 'float32', [1]), graph.output(all, 'float32', [3, 1])];
  const results = await run(graph, {
    start: [[1], [1]],
    steps: [
      [1, 2, 3],
      [3, 1],
    ],
  });
  expect(names.map((name) => results[name])).toEqual([[13], [3, 7, 13]]);
});

test('a dtype that graphs cannot hold is refused', () => {
  expect(() => new Graph().input('x', 'string', [1])).toThrow(TypeError);
});

test('one building gives the same bytes as another', () => {
  const build = () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [3]);
    graph.output(
      graph.op('Mul', [graph.use(x), graph.constant(Float32Array.of(1, 2, 3), 'float32', [3])]),
      'float32',
      [3],
    );
    return graph.model();
  };
  expect(build()).toEqual(build());
});
