import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';

/*
 * Gradients of complex numbers and Fourier transforms, which TensorFlow.js lacks; kernels/complex-pair.ts says in what form they
 * travel. On other backends everything is as it was: the same error, or TensorFlow.js's own gradient.
 */

type Gradient = tf.GradConfig['gradFunc'];

function run(name: string, inputs: { [name: string]: tf.Tensor }, attributes: object = {}): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as tf.Tensor;
}

const half = (pair: tf.Tensor, which: 0 | 1) => run('ComplexHalf', { pair }, { half: which });

function register(kernelName: string, gradFunc: Gradient, inputsToSave: string[] = []): void {
  const before = tf.getGradient(kernelName);
  if (before) tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: inputsToSave.length > 0 ? inputsToSave : (before?.inputsToSave ?? []),
    outputsToSave: before?.outputsToSave ?? [],
    gradFunc: (dy, saved, attributes) => {
      if (tf.backend() instanceof OnnxBackend) return gradFunc(dy, saved, attributes);
      if (before) return before.gradFunc(dy, saved, attributes);
      throw new Error(`Cannot compute gradient: gradient function not found for ${kernelName}.`);
    },
  });
}

let installed = false;

/** Gives TensorFlow.js the gradients of complex numbers and Fourier transforms, for tensors on this backend. */
export function installComplexGradients(): void {
  if (installed) return;
  installed = true;
  const one = (gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => { [input: string]: () => tf.Tensor }) =>
    gradient as Gradient;
  register(
    'Complex',
    one((dy) => ({ real: () => half(dy, 0), imag: () => half(dy, 1) })),
  );
  register(
    'Real',
    one((dy) => ({ input: () => run('ComplexPair', { real: dy, imag: tf.zerosLike(dy) }) })),
  );
  register(
    'Imag',
    one((dy) => ({ input: () => run('ComplexPair', { real: tf.zerosLike(dy), imag: dy }) })),
  );
  register(
    'FFT',
    one((dy) => ({ input: () => run('FourierGrad', { pair: dy }, { inverse: false }) })),
  );
  register(
    'IFFT',
    one((dy) => ({ input: () => run('FourierGrad', { pair: dy }, { inverse: true }) })),
  );
  // |x|: the direction of x, and 0 at 0. TensorFlow.js's own takes x for its real part.
  register(
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
  register('Cast', (dy, saved, attributes) =>
    (attributes as unknown as { dtype: string }).dtype === 'complex64'
      ? { x: () => half(dy as tf.Tensor, 0) }
      : gradFunc(dy, saved, attributes),
  );
}
