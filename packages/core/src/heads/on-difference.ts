import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../random.ts';
import { absolute } from '../distances/index.ts';
import type { Head, HeadOf } from './head.ts';
import { logitModel, logitsOf } from './logit-model.ts';

/** The head over a model that is there already. */
export function differenceHead(model: tf.LayersModel): Head {
  return {
    model,
    json: { kind: 'onDifference' },
    logits: (a, b) => tf.tidy(() => logitsOf(model, absolute(tf.sub(a, b)))),
  };
}

/**
 * A learned weight for each coordinate of the difference: `logit = w . |a - b| + b` (Koch 2015).
 *
 * Every weight starts below 0 (more difference is less alike), its size uniform up to Glorot's `sqrt(6 / (d + 1))`; b
 * starts at 0. Where a and b agree in a coordinate the gradient there is 0.
 */
export function onDifference(): HeadOf {
  return ({ dimensions, seed }) => {
    const random = createRandom(seed, 'head', 'onDifference');
    const limit = Math.sqrt(6 / (dimensions + 1));
    return differenceHead(
      logitModel(
        Array.from({ length: dimensions }, () => -limit * random.float()),
        0,
      ),
    );
  };
}
