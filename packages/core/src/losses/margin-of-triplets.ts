import * as tf from '@tensorflow/tfjs';
import { asDistance } from './as-distance.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { TripletLoss } from './loss.ts';
import { marginBoundary, type MarginOptions } from './margin-boundary.ts';

/**
 * The margin loss of triplets, so that a miner can choose them: `max(0, margin + d(a, p) - beta) + max(0, margin + beta - d(a, n))`.
 *
 * Distances `[n]` and `[n]` to values `[n]`; all else as in `margin`. Made for distance-weighted mining, as in the paper.
 *
 * Reference: Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", equations 5 and 6.
 *
 * @param o as `margin` takes them
 * @throws RangeError if margin or beta is not a positive number, or nu negative
 */
export function marginOfTriplets(o: MarginOptions = {}): TripletLoss {
  const boundary = marginBoundary(o, 'marginOfTriplets');
  const { distance, variables } = boundary;
  const loss = (positive: tf.Tensor1D, negative: tf.Tensor1D): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(positive, negative.shape[0], 'marginOfTriplets', 'negative');
      const pulled = boundary.same(asDistance(positive, distance));
      return boundary.regularised(tf.add(pulled, boundary.different(asDistance(negative, distance))));
    });
  return Object.assign(loss, { kind: 'triplet' as const, distance, swap: false, variables });
}
