import { everyTriplet } from './every-triplet.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * Every triplet of the batch: n x n x n, of which those of anchor, positive and negative count.
 *
 * Most of them soon cost nothing: reduce with `meanNonZero`.
 *
 * Reference: Hermans et al. 2017, "In Defense of the Triplet Loss for Person Re-Identification".
 *
 * @throws TypeError if the distances are not n x n for n labels
 */
export function batchAll(): Miner {
  return tripletMiner('batchAll', (batch) => everyTriplet(batch));
}
