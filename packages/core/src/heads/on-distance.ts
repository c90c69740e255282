import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import type { Head, HeadOf } from './head.ts';
import { logitModel, logitsOf } from './logit-model.ts';

/** The head over a model that is there already. */
export function distanceHead(distance: Distance, model: tf.LayersModel): Head {
  return {
    model,
    json: { kind: 'onDistance', distance: distance.name },
    logits: (a, b) => tf.tidy(() => logitsOf(model, tf.expandDims(distance.rows(a, b), 1) as tf.Tensor2D)),
  };
}

/**
 * A learned weight and bias on the distance: `logit = w distance(a, b) + b`.
 *
 * w starts Glorot-uniform, `sqrt(3) u`, with u from 0.5 to 1 and the sign that makes nearer more alike, so no seed has to
 * unlearn an inverted start; b starts at 0.
 */
export function onDistance(distance: Distance): HeadOf {
  return ({ seed }) => {
    const size = Math.sqrt(3) * (0.5 + 0.5 * createRandom(seed, 'head', 'onDistance').float());
    return distanceHead(distance, logitModel([distance.nearer === 'larger' ? size : -size], 0));
  };
}
