import type * as tf from '@tensorflow/tfjs';
import { put, record, share } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { complexOf, copyOf, partsOf } from './complex-parts.ts';
import { kernel } from './kernel.ts';
import type { KernelCall } from './kernel.ts';

kernel<tf.IdentityInputs>('Identity', ({ inputs: { x }, backend }) => share(backend, x), 'all types');

function cast({ inputs: { x }, attrs: { dtype }, backend }: KernelCall<tf.CastInputs, tf.CastAttrs>): tf.TensorInfo {
  if (dtype === x.dtype) return share(backend, x);
  if (dtype === 'string' || x.dtype === 'string') {
    throw new Error(`Error in Cast: failed to cast ${x.dtype} to ${dtype}`);
  }
  if (dtype === 'complex64') {
    const real =
      x.dtype === 'float32' ? copyOf(backend, x) : cast({ inputs: { x }, attrs: { dtype: 'float32' }, backend });
    const zeros = put(
      backend,
      new Float32Array(x.shape.reduce((size, length) => size * length, 1)),
      x.shape,
      'float32',
    );
    return complexOf(backend, real, zeros);
  }
  if (x.dtype === 'complex64') {
    const { real } = partsOf(backend, x);
    if (dtype === 'float32') return copyOf(backend, real);
    return cast({ inputs: { x: real }, attrs: { dtype }, backend });
  }
  return record(backend, 'Cast', [x], x.shape, dtype, (graph, [a]) => castName(graph, graph.use(a), a.dtype, dtype));
}

kernel<tf.CastInputs, tf.CastAttrs>('Cast', cast, 'all types');
