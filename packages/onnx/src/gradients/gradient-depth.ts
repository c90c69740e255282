import * as tf from '@tensorflow/tfjs';

/**
 * How many gradients are being taken of each other where this is called: 2 inside the function whose gradient's gradient is asked for,
 * and 1 in the gradients of its kernels. Kernels whose own gradient is a kernel without a gradient are for less than 2.
 */
export function gradientDepth(): number {
  return (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth;
}
