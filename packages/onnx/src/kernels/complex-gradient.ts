import type * as tf from '@tensorflow/tfjs';
import { halfOf, pairOf, recordPair, sliceHalf, whole } from './complex-pair.ts';
import { fourier } from './fourier.ts';
import { kernel } from './kernel.ts';

/* Kernels that gradients/complex.ts calls; complex-pair.ts says what a pair is. */

kernel<{ real: tf.TensorInfo; imag: tf.TensorInfo }>('ComplexPair', ({ inputs: { real, imag }, backend }) =>
  pairOf(backend, real, imag),
);
kernel<{ pair: tf.TensorInfo }, { half: number }>(
  'ComplexHalf',
  ({ inputs: { pair }, attrs: { half }, backend }) => halfOf(backend, pair, half),
  'all types',
);

/** The slopes before a transform: the transform the other way round, without a division for FFT, divided twice for IFFT. */
kernel<{ pair: tf.TensorInfo }, { inverse: boolean }>(
  'FourierGrad',
  ({ inputs: { pair }, attrs: { inverse }, backend }) => {
    const { shape } = pair;
    const n = shape.at(-1)!;
    return recordPair(backend, `FourierGrad ${inverse}`, [whole(pair)], shape, (graph, [a]) => {
      const [real, imag] = [0, 1].map((half) => graph.reshape(sliceHalf(graph, graph.use(a!), half), [-1, n])) as [
        string,
        string,
      ];
      const turned = fourier(graph, { real, imag }, n, inverse ? -1 : 1);
      if (!inverse) return [turned.real, turned.imag];
      const scale = graph.float(1 / n);
      return [graph.op('Mul', [turned.real, scale]), graph.op('Mul', [turned.imag, scale])];
    });
  },
  'all types',
);
