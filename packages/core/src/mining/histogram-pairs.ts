import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import { farthest, nearest } from './extreme.ts';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * Weighs pairs so that all distances count alike: the range of the same pairs, and that of the different ones, is cut into
 * `bins` of one width, and a pair weighs 1 over the number of pairs in its bin.
 *
 * The expectation of drawing as many pairs from each bin, without the chance.
 *
 * Reference: `UniformHistogramMiner` of PyTorch Metric Learning.
 *
 * @param o.bins 100 unless given
 * @throws RangeError unless bins is a positive integer
 */
export function histogramPairs(o: { bins?: number } = {}): PairMiner {
  const { bins = 100 } = o;
  checkPositiveInteger(bins, 'histogramPairs: bins');
  const evened = (far: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor => {
    const all = tf.reshape(far, [far.size]);
    const counts = tf.reshape(mask, [far.size]) as tf.Tensor1D;
    const low = nearest(all, counts);
    const place = tf.divNoNan(tf.sub(all, low), tf.sub(farthest(all, counts), low));
    // What the mask leaves out may lie outside the range.
    const bin = tf.cast(tf.clipByValue(tf.floor(tf.mul(place, bins)), 0, bins - 1), 'int32') as tf.Tensor1D;
    const inBin = tf.unsortedSegmentSum(counts, bin, bins);
    return tf.reshape(tf.divNoNan(counts, tf.gather(inBin, bin)), far.shape);
  };
  return pairMiner('histogramPairs', ({ far, positive, negative }) =>
    tf.add(evened(far, positive), evened(far, negative)),
  );
}
