import { losses, lossNames, type LossName, type MinerName } from '@siamese/runner';
import type { Settings } from '../settings.ts';

/** A row of the table: a loss, maybe with a miner, and the five settings that it may choose from. */
export type Row = { readonly name: string; readonly trials: readonly Partial<Settings>[] };

/** What is the same for every row: the network, the steps (about 15 s of them) and the size of a batch (128 pictures). */
export const alike: Partial<Settings> = {
  data: 'scribbles',
  network: 'cnn',
  augment: 'affine',
  schedule: 'cosine',
  warmup: 20,
  steps: 250,
  learningRate: 2e-3,
  classes: 32,
  perClass: 4,
  batch: 64,
};

/** A triplet has three pictures: 43 of them are as many pictures as 64 pairs. */
const triplesOf = { batch: 43 };

const mined: readonly (readonly [LossName, MinerName])[] = [
  ['contrastive', 'every-pair'],
  ['contrastive', 'multi-similarity-pairs'],
  ['margin', 'every-pair'],
  ['triplet', 'batch-all'],
  ['triplet', 'semi-hard'],
  ['triplet', 'batch-hard'],
  ['soft-triplet', 'batch-hard'],
  ['margin-of-triplets', 'distance-weighted'],
];

/** Every loss that takes labels on the batches of its kind, then those that a miner goes with. */
export const rows: readonly Row[] = [
  ...lossNames.map((loss) => row(loss, 'none')),
  ...mined.map(([loss, miner]) => row(loss, miner)),
];

function row(loss: LossName, miner: MinerName): Row {
  const base: Partial<Settings> = {
    loss,
    ...(miner === 'none' ? {} : { miner }),
    ...(miner === 'none' && loss.includes('triplet') ? triplesOf : {}),
  };
  return {
    name: miner === 'none' ? loss : `${loss} + ${miner}`,
    trials: choices(loss).map((one) => ({ ...base, ...one })),
  };
}

/** The loss's own settings, then the number that matters most, smaller and larger, then two learning rates. */
function choices(loss: LossName): readonly Partial<Settings>[] {
  const { takes } = losses[loss];
  const rates = [{ learningRate: 1e-3 }, { learningRate: 4e-3 }];
  // Angles are multiplied by whole numbers.
  if (loss === 'sphere-face')
    return [{}, { margin: 2 }, { margin: 2, scale: 16 }, { margin: 3, scale: 16 }, { scale: 16 }];
  if (takes.temperature !== undefined) {
    const { temperature } = takes;
    return [{}, { temperature: temperature / 2 }, { temperature: temperature * 2 }, ...rates];
  }
  // On small pictures a scale of 64 is more than the papers' faces make it.
  if (takes.scale !== undefined && takes.margin !== undefined) {
    const { margin, scale } = takes;
    return [{}, { scale: scale / 4 }, { margin: margin / 2, scale: scale / 4 }, { margin: margin / 2 }, rates[1]!];
  }
  if (takes.scale !== undefined) return [{}, { scale: takes.scale / 4 }, { scale: takes.scale * 4 }, ...rates];
  if (takes.margin !== undefined) return [{}, { margin: takes.margin / 2 }, { margin: takes.margin / 4 }, ...rates];
  return [{}, { learningRate: 5e-4 }, ...rates, { learningRate: 8e-3 }];
}
