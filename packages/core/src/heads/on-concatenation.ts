import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../random.ts';
import { absoluteDifference } from '../distances/index.ts';
import type { Head, HeadOf } from './head.ts';
import { logitModel, logitsOf } from './logit-model.ts';

/** The head over a model that is there already. */
export function concatenationHead(model: tf.LayersModel): Head {
  return {
    model,
    json: { kind: 'onConcatenation' },
    logits: (a, b) => tf.tidy(() => logitsOf(model, tf.concat([a, b, absoluteDifference(a, b)], 1))),
  };
}

/**
 * A learned weight for each coordinate of both embeddings and of their difference: `logit = w . (a, b, |a - b|) + c`.
 *
 * It tells a from b: `logits(a, b)` and `logits(b, a)` differ, as for a premise and what follows from it. The weights of a
 * and b start at 0, those of the difference below it as in `onDifference`; c starts at 0. Where a and b agree in a
 * coordinate the gradient of its difference is 0.
 *
 * Reference: Reimers and Gurevych 2019, "Sentence-BERT", section 3 (classification objective).
 */
export function onConcatenation(): HeadOf {
  return ({ dimensions, seed }) => {
    const random = createRandom(seed, 'head', 'onConcatenation');
    const limit = Math.sqrt(6 / (3 * dimensions + 1));
    const weights = Array.from({ length: 3 * dimensions }, (_, at) =>
      at < 2 * dimensions ? 0 : -limit * random.float(),
    );
    return concatenationHead(logitModel(weights, 0));
  };
}
