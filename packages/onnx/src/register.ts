import * as tf from '@tensorflow/tfjs';
import { collectedKernels } from './kernels/kernel.ts';

/** Registers every kernel collected so far for a backend of this name; those registered already stay. */
export function registerKernels(backendName: string): void {
  for (const { name, func } of collectedKernels()) {
    if (tf.getKernel(name, backendName)) continue;
    tf.registerKernel({ kernelName: name, backendName, kernelFunc: func as unknown as tf.KernelFunc });
  }
}
