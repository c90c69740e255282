import * as tf from '@tensorflow/tfjs';
import { adadelta, adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { installInPlace } from './in-place.ts';
import { rmsProp } from './rms-prop.ts';
import { momentum, sgd } from './sgd.ts';

let installed = false;

/** Gives every optimiser of TensorFlow.js the update in place for tensors on this backend. */
export function installOptimizers(): void {
  if (installed) return;
  installed = true;
  installInPlace(tf.SGDOptimizer.prototype, sgd);
  installInPlace(tf.MomentumOptimizer.prototype, momentum);
  installInPlace(tf.RMSPropOptimizer.prototype, rmsProp);
  installInPlace(tf.AdagradOptimizer.prototype, adagrad);
  installInPlace(tf.AdadeltaOptimizer.prototype, adadelta);
  installInPlace(tf.AdamOptimizer.prototype, adam);
  installInPlace(tf.AdamaxOptimizer.prototype, adamax);
}
