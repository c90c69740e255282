import type * as tf from '@tensorflow/tfjs';
import { record, share } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.IdentityInputs>('Identity', ({ inputs: { x }, backend }) => share(backend, x));

kernel<tf.CastInputs, tf.CastAttrs>('Cast', ({ inputs: { x }, attrs: { dtype }, backend }) => {
  if (dtype === x.dtype) return share(backend, x);
  return record(backend, 'Cast', [x], x.shape, dtype, (graph, [a]) => castName(graph, graph.use(a), a.dtype, dtype));
});
