import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';
import type { PairMiner } from './miner.ts';
import { type MiningBatch, miningBatch } from './mining-batch.ts';

/** A batch whose pairs are weighed: as all miners see it, and its masks as tensors `[n, m]`. */
export type MiningPairs = Omit<MiningBatch, 'positive' | 'negative'> & {
  readonly positive: tf.Tensor2D;
  readonly negative: tf.Tensor2D;
  /** How many same pairs there are, and how many different ones, each in both orders. */
  readonly same: number;
  readonly different: number;
};

/** A miner of pairs from its rule: the batch is checked, the weights are constants, and it has a name. */
export function pairMiner(name: string, rule: (batch: MiningPairs) => tf.Tensor): PairMiner {
  const mine = (...[distances, labels, distance]: Parameters<PairMiner>): tf.Tensor2D =>
    tf.tidy(() => {
      const { positive, negative, ...batch } = miningBatch(distances, labels, distance, name);
      const shape: [number, number] = [batch.n, batch.m];
      const weigh = withoutGradient((far: tf.Tensor2D): tf.Tensor =>
        rule({
          ...batch,
          far,
          positive: tf.tensor2d(positive, shape),
          negative: tf.tensor2d(negative, shape),
          same: ones(positive),
          different: ones(negative),
        }),
      );
      return weigh(batch.far) as tf.Tensor2D;
    });
  return Object.assign(Object.defineProperty(mine, 'name', { value: name }), { kind: 'pairs' as const });
}

function ones(mask: Float32Array): number {
  return mask.reduce((count, one) => count + one, 0);
}
