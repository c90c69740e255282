import * as tf from '@tensorflow/tfjs';
import {
  batchAll,
  batchHard,
  binaryCrossEntropy,
  contrastive,
  createSiamese,
  distanceNamed,
  fit,
  groups,
  onDifference,
  onDistance,
  pairs,
  scaled,
  semiHard,
  supervisedContrastive,
  triplet,
  triplets,
  type Comparator,
  type Encoder,
  type FitResult,
  type Hook,
  type Labelled,
} from '@siamese/core';
import type { Picture } from '@siamese/image';
import { UsageError } from '@siamese/runner';
import type { Settings } from './settings.ts';

/** What is trained, calibrated and used: an encoder, or with binary cross-entropy a siamese with a head. */
export type Target = Encoder<Picture> | Comparator<Picture>;

/** The encoder inside. */
export function encoderOf(target: Target): Encoder<Picture> {
  return 'head' in target ? target.a : target;
}

/** The target, what it learns from in words, and how it is trained. */
export type Objective = {
  readonly target: Target;
  readonly what: string;
  train(data: Labelled<Picture>, o: { seed: number; hooks: Hook[] }): Promise<FitResult>;
};

/**
 * Puts loss, miner and batches together.
 *
 * @throws {UsageError} They do not go together.
 */
export function objective(encoder: Encoder<Picture>, s: Settings, seed: number): Objective {
  const distance = distanceNamed(s.distance);
  const common = (o: { seed: number; hooks: Hook[] }) => ({
    ...o,
    ...(s.steps > 0 ? { steps: s.steps } : { epochs: s.epochs }),
    optimizer: optimizers[s.optimizer](s.learningRate),
    learningRate: (step: number, steps: number) => s.learningRate * schedule(s, step, steps),
  });
  const inGroups = groups({ classes: s.classes, perClass: s.perClass });
  const groupWords = `groups of ${s.classes} classes x ${s.perClass}`;
  if (s.miner !== 'none' && s.loss !== 'triplet')
    throw new UsageError(`--miner goes with --loss triplet only, not with ${s.loss}; leave it out or change the loss`);

  switch (s.loss) {
    case 'contrastive':
      return {
        target: encoder,
        what: `contrastive, margin ${s.margin}, ${s.batch} pairs a step`,
        train: (data, o) =>
          fit(encoder, data, {
            ...common(o),
            loss: contrastive({ margin: s.margin, distance }),
            batches: pairs({ size: s.batch }),
          }),
      };
    case 'triplet': {
      const loss = triplet({ margin: s.margin, distance });
      if (s.miner === 'none')
        return {
          target: encoder,
          what: `triplet, margin ${s.margin}, ${s.batch} triplets a step`,
          train: (data, o) => fit(encoder, data, { ...common(o), loss, batches: triplets({ size: s.batch }) }),
        };
      const miner = miners[s.miner]();
      return {
        target: encoder,
        what: `triplet, margin ${s.margin}, ${s.miner} among ${groupWords}`,
        train: (data, o) => fit(encoder, data, { ...common(o), loss, miner, batches: inGroups }),
      };
    }
    case 'supervised-contrastive':
      return {
        target: encoder,
        what: `supervised contrastive, temperature ${s.temperature}, ${groupWords}`,
        train: (data, o) =>
          fit(encoder, data, {
            ...common(o),
            loss: supervisedContrastive({ temperature: s.temperature }),
            batches: inGroups,
          }),
      };
    case 'binary-cross-entropy': {
      const siamese = createSiamese({ encoder, head: heads[s.head](distance), seed });
      return {
        target: siamese,
        what: `binary cross-entropy on a head (${s.head}), ${s.batch} pairs a step`,
        train: (data, o) =>
          fit(siamese, data, { ...common(o), loss: binaryCrossEntropy(), batches: pairs({ size: s.batch }) }),
      };
    }
  }
}

const miners = { 'batch-hard': batchHard, 'semi-hard': semiHard, 'batch-all': batchAll } as const;

const heads = { distance: onDistance, difference: () => onDifference(), scaled: () => scaled() } as const;

const optimizers = {
  adam: (rate: number) => tf.train.adam(rate),
  sgd: (rate: number) => tf.train.momentum(rate, 0.9),
  rmsprop: (rate: number) => tf.train.rmsprop(rate),
} as const;

/** The part of the learning rate at a step: it rises over the warm-up, then stays or falls like half a cosine to zero. */
export function schedule(s: Pick<Settings, 'schedule' | 'warmup'>, step: number, steps: number): number {
  if (step < s.warmup) return (step + 1) / (s.warmup + 1);
  if (s.schedule === 'constant') return 1;
  return 0.5 * (1 + Math.cos((Math.PI * (step - s.warmup)) / Math.max(1, steps - s.warmup)));
}
