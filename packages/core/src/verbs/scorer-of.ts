import { distanceScorer, headScorer, type Scorer } from './scorer.ts';
import { isComparator, type Model } from './sides.ts';

/** How a model scores: by its head if it has one, else by its distance. */
export function scorerOf<A, B>(model: Model<A, B>, budget?: number): Scorer {
  return isComparator(model) ? headScorer(model.head, budget) : distanceScorer(model.distance, budget);
}
