import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';

/**
 * Gives a kernel a gradient for tensors on this backend. Gradients are global in TensorFlow.js; on other backends everything stays as
 * it was: the gradient that there is, or the error that there is none.
 */
export function registerGradient(
  kernelName: string,
  gradFunc: tf.GradConfig['gradFunc'],
  inputsToSave: string[] = [],
): void {
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
