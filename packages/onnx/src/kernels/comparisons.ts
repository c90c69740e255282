import type * as tf from '@tensorflow/tfjs';
import type { Emit, Types } from './element-wise.ts';
import { broadcastShape, elementWise } from './element-wise.ts';
import { kernel } from './kernel.ts';

function comparison(name: string, emit: Emit): void {
  kernel<tf.BinaryInputs>(name, ({ inputs: { a, b }, backend }) => {
    const float = a.dtype === 'float32' || b.dtype === 'float32';
    const types: Types = { work: float ? 'float32' : 'int32', result: 'bool' };
    return elementWise(backend, name, [a, b], broadcastShape([a, b]), 'bool', types, emit);
  });
}

function logical(name: string, emit: Emit): void {
  kernel<tf.BinaryInputs>(name, ({ inputs: { a, b }, backend }) =>
    elementWise(backend, name, [a, b], broadcastShape([a, b]), 'bool', { work: 'bool', result: 'bool' }, emit),
  );
}

comparison('Equal', (graph, names) => graph.op('Equal', names));
comparison('NotEqual', (graph, names) => graph.op('Not', [graph.op('Equal', names)]));
comparison('Greater', (graph, names) => graph.op('Greater', names));
comparison('GreaterEqual', (graph, names) => graph.op('GreaterOrEqual', names));
comparison('Less', (graph, names) => graph.op('Less', names));
comparison('LessEqual', (graph, names) => graph.op('LessOrEqual', names));
logical('LogicalAnd', (graph, names) => graph.op('And', names));
logical('LogicalOr', (graph, names) => graph.op('Or', names));
logical('LogicalXor', (graph, names) => graph.op('Xor', names));
kernel<tf.LogicalNotInputs>('LogicalNot', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'LogicalNot', [x], x.shape, 'bool', { work: 'bool', result: 'bool' }, (graph, names) =>
    graph.op('Not', names),
  ),
);
