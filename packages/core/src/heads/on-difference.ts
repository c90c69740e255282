import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../random.ts';
import { absoluteDifference, squaredDifference } from '../distances/index.ts';
import type { Head, HeadOf } from './head.ts';
import { logitModel, logitsOf } from './logit-model.ts';

/** The head over a model that is there already. */
export function differenceHead(model: tf.LayersModel, squared = false): Head {
  const difference = squared ? squaredDifference : absoluteDifference;
  return {
    model,
    json: { kind: 'onDifference', ...(squared && { squared }) },
    logits: (a, b) => tf.tidy(() => logitsOf(model, difference(a, b))),
  };
}

/**
 * A learned weight for each coordinate of the difference: `logit = w . |a - b| + b` (Koch 2015), or of its square with
 * `squared`: `w . (a - b)^2 + b`.
 *
 * Every weight starts below 0 (more difference is less alike), its size uniform up to Glorot's `sqrt(6 / (d + 1))`; b
 * starts at 0. Where a and b agree in a coordinate the gradient there is 0.
 *
 * Reference: Koch et al. 2015, "Siamese Neural Networks for One-shot Image Recognition".
 */
export function onDifference(o: { squared?: boolean } = {}): HeadOf {
  return ({ dimensions, seed }) => {
    const random = createRandom(seed, 'head', 'onDifference');
    const limit = Math.sqrt(6 / (dimensions + 1));
    const weights = Array.from({ length: dimensions }, () => -limit * random.float());
    return differenceHead(logitModel(weights, 0), o.squared);
  };
}
