import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import type { Head, HeadOf } from './head.ts';
import { logitModel, logitsOf } from './logit-model.ts';

/** The head over a model that is there already. */
export function scaledHead(model: tf.LayersModel): Head {
  return {
    model,
    json: { kind: 'scaled' },
    logits: (a, b) => tf.tidy(() => logitsOf(model, tf.expandDims(cosine.rows(a, b), 1) as tf.Tensor2D)),
  };
}

/**
 * A learned temperature on the cosine similarity: `logit = cos(a, b) / t + b`.
 *
 * 1 / t starts at 10 and b at -5 (Wan et al. 2018, "Generalized End-to-End Loss"), the same for every seed.
 */
export function scaled(): HeadOf {
  return () => scaledHead(logitModel([10], -5));
}
