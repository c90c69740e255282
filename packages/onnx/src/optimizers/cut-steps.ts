import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { cut } from '../cut.ts';

/* Steps that follow each other without a read are a graph each (see cut.ts): TensorFlow.js's optimisers say where a step ends. */

type Optimizer = { applyGradients(this: Optimizer, gradients: unknown): unknown };

let installed = false;

/** Makes each step of an optimiser a graph of its own. Other backends see nothing of it. */
export function installCutSteps(): void {
  if (installed) return;
  installed = true;
  const classes = [
    tf.SGDOptimizer,
    tf.MomentumOptimizer,
    tf.RMSPropOptimizer,
    tf.AdagradOptimizer,
    tf.AdadeltaOptimizer,
    tf.AdamOptimizer,
    tf.AdamaxOptimizer,
  ];
  for (const { prototype } of classes as unknown as { prototype: Optimizer }[]) {
    const original = prototype.applyGradients;
    prototype.applyGradients = function applyGradients(gradients) {
      const outcome = original.call(this, gradients);
      if (tf.backend() instanceof OnnxBackend) cut();
      return outcome;
    };
  }
}
