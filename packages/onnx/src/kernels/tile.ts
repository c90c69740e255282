import type * as tf from '@tensorflow/tfjs';
import type { GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { expanded } from './expanded.ts';
import { kernel } from './kernel.ts';

kernel<tf.TileInputs, tf.TileAttrs>('Tile', ({ inputs: { x }, attrs: { reps }, backend }) => {
  const rank = Math.max(x.shape.length, reps.length);
  const lengths = [...Array<number>(rank - x.shape.length).fill(1), ...x.shape];
  const times = [...Array<number>(rank - reps.length).fill(1), ...reps];
  const shape = lengths.map((length, axis) => length * times[axis]!);
  return record(backend, `Tile ${times.join()}`, [x], shape, x.dtype, (graph, [a]) => {
    if (lengths.every((length, axis) => length === 1 || times[axis] === 1)) return expanded(graph, a, shape);
    const name = rank === a.shape.length ? graph.use(a) : graph.reshape(graph.use(a), lengths);
    return graph.op('Tile', [name, graph.ints(times)]);
  });
});

kernel<tf.BroadcastToInputs, tf.BroadCastToAttrs>('BroadcastTo', ({ inputs: { x }, attrs: { shape }, backend }) =>
  record(backend, 'BroadcastTo', [x], shape, x.dtype, (graph, [a]): GraphSymbol => expanded(graph, a, shape)),
);
