import * as tf from '@tensorflow/tfjs';
import { asDistance } from './as-distance.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { TripletLoss } from './loss.ts';
import { marginBoundary, type MarginOptions } from './margin-boundary.ts';

/**
 * The margin loss of triplets, so that a miner can choose them: `max(0, margin + d(a, p) - beta) + max(0, margin + beta - d(a, n))`.
 *
 * Distances `[n]` and `[n]` to values `[n]`; with classes the anchor's beta counts; all else as in `margin`. Made for distance-weighted mining, as in the paper.
 *
 * Reference: Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", equations 5 and 6.
 *
 * @param o as `margin` takes them
 * @throws as `margin` does
 */
export function marginOfTriplets(o: MarginOptions = {}): TripletLoss {
  const boundary = marginBoundary(o, 'marginOfTriplets');
  const { distance, variables, byLabel } = boundary;
  const loss = (
    positive: tf.Tensor1D,
    negative: tf.Tensor1D,
    _?: tf.Tensor1D,
    labels?: readonly string[],
  ): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(positive, negative.shape[0], 'marginOfTriplets', 'negative');
      const costs = boundary.of(positive, labels);
      const pulled = costs.same(asDistance(positive, distance));
      return costs.regularised(tf.add(pulled, costs.different(asDistance(negative, distance))));
    });
  return Object.assign(loss, { kind: 'triplet' as const, distance, swap: false, byLabel, variables });
}
