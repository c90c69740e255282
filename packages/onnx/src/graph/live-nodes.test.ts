import { Graph } from './index.ts';
import { liveNodes } from './live-nodes.ts';

test('what no output depends on is left out, what a loop reads from outside is not', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [3]).name;
  const outside = graph.op('Neg', [x]);
  graph.op('Exp', [outside]);
  const body = new Graph(graph);
  const element = body.input(body.fresh(), 'float32', []).name;
  body.op('Abs', [element]);
  body.output(body.op('Mul', [element, body.op('ReduceMax', [outside], { keepdims: 0 })]), 'float32', []);
  const unused = graph.op('Sqrt', [x]);
  const loop = graph.op('Scan', [x], { body, num_scan_inputs: 1 });
  graph.output(graph.op('Add', [loop, x]), 'float32', [3]);
  graph.op('Add', [unused, x]);
  const operators = graph.proto().node.map(({ opType }) => opType);
  expect(operators).toEqual(['Neg', 'Scan', 'Add']);
  expect(body.proto().node.map(({ opType }) => opType)).toEqual(['ReduceMax', 'Mul']);
  expect(graph.nodes).toHaveLength(6);
  expect(liveNodes([], [])).toEqual([]);
});
