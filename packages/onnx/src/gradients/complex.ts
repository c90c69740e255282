import * as tf from '@tensorflow/tfjs';
import { registerGradient } from './register-gradient.ts';

/*
 * Gradients of complex numbers and Fourier transforms, which TensorFlow.js lacks; kernels/complex-pair.ts says in what form they
 * travel. On other backends everything is as it was: the same error, or TensorFlow.js's own gradient.
 */

type Gradient = tf.GradConfig['gradFunc'];

function run(name: string, inputs: { [name: string]: tf.Tensor }, attributes: object = {}): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as tf.Tensor;
}

const half = (pair: tf.Tensor, which: 0 | 1) => run('ComplexHalf', { pair }, { half: which });

let installed = false;

/** Gives TensorFlow.js the gradients of complex numbers and Fourier transforms, for tensors on this backend. */
export function installComplexGradients(): void {
  if (installed) return;
  installed = true;
  const one = (gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => { [input: string]: () => tf.Tensor }) =>
    gradient as Gradient;
  registerGradient(
    'Complex',
    one((dy) => ({ real: () => half(dy, 0), imag: () => half(dy, 1) })),
  );
  registerGradient(
    'Real',
    one((dy) => ({ input: () => run('ComplexPair', { real: dy, imag: tf.zerosLike(dy) }) })),
  );
  registerGradient(
    'Imag',
    one((dy) => ({ input: () => run('ComplexPair', { real: tf.zerosLike(dy), imag: dy }) })),
  );
  registerGradient(
    'FFT',
    one((dy) => ({ input: () => run('FourierGrad', { pair: dy }, { inverse: false }) })),
  );
  registerGradient(
    'IFFT',
    one((dy) => ({ input: () => run('FourierGrad', { pair: dy }, { inverse: true }) })),
  );
  // |x|: the direction of x, and 0 at 0. TensorFlow.js's own takes x for its real part.
  registerGradient(
    'ComplexAbs',
    one((dy, [x]) => ({
      x: () => {
        const scale = tf.divNoNan(dy, tf.abs(x!));
        return run('ComplexPair', { real: tf.mul(tf.real(x!), scale), imag: tf.mul(tf.imag(x!), scale) });
      },
    })),
    ['x'],
  );
  const { gradFunc } = tf.getGradient('Cast');
  registerGradient('Cast', (dy, saved, attributes) =>
    (attributes as unknown as { dtype: string }).dtype === 'complex64'
      ? { x: () => half(dy as tf.Tensor, 0) }
      : gradFunc(dy, saved, attributes),
  );
}
