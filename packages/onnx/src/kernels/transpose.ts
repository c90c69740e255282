import type * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { kernel } from './kernel.ts';

kernel<tf.TransposeInputs, tf.TransposeAttrs>('Transpose', ({ inputs: { x }, attrs: { perm }, backend }) => {
  const shape = perm.map((axis) => x.shape[axis]!);
  return record(backend, `Transpose ${perm.join()}`, [x], shape, x.dtype, (graph, [a]) =>
    graph.permute(graph.use(a), a.shape, perm),
  );
});
