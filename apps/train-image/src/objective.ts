import * as tf from '@tensorflow/tfjs';
import {
  batchAll,
  batchHard,
  binaryCrossEntropy,
  constant,
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
  warmUpCosine,
  type Checkpoint,
  type Comparator,
  type Encoder,
  type FitResult,
  type Hook,
  type Labelled,
} from '@siamese/core';
import type { ImageItem, Picture } from '@siamese/image';
import { UsageError } from '@siamese/runner';
import type { Settings } from './settings.ts';

/** What is trained, calibrated and used: an encoder, or with binary cross-entropy a siamese with a head. */
export type Target = Encoder<ImageItem> | Comparator<ImageItem>;

/** The encoder inside. */
export function encoderOf(target: Target): Encoder<ImageItem> {
  return 'head' in target ? target.a : target;
}

/** What differs from one training to the next. */
export type TrainOptions = { seed: number; hooks: readonly Hook[]; resume?: Checkpoint };

/** The target, what it learns from in words, and how it is trained. */
export type Objective = {
  readonly target: Target;
  readonly what: string;
  train(data: Labelled<Picture>, o: TrainOptions): Promise<FitResult>;
};

/**
 * Looks whether the settings go together, before anything is loaded.
 *
 * @throws {UsageError} They do not; says which to leave out.
 */
export function checkSettings(s: Settings): void {
  if (s.miner !== 'none' && s.loss !== 'triplet')
    throw new UsageError(`--miner goes with --loss triplet only, not with ${s.loss}; leave it out or change the loss`);
  if (s.threshold > 0 && s.loss === 'binary-cross-entropy')
    throw new UsageError('--threshold is a distance, and binary-cross-entropy gives a probability; leave it out');
}

/** Puts loss, miner and batches together. */
export function objective(encoder: Encoder<ImageItem>, s: Settings, seed: number): Objective {
  const distance = distanceNamed(s.distance);
  const optimizer = optimizers[s.optimizer](s.learningRate);
  const common = (o: TrainOptions) => ({
    ...o,
    optimizer,
    ...(s.steps > 0 ? { steps: s.steps } : { epochs: s.epochs }),
    learningRate:
      s.schedule === 'cosine' ? warmUpCosine({ peak: s.learningRate, warmUp: s.warmup }) : constant(s.learningRate),
  });
  const inGroups = groups({ classes: s.classes, perClass: s.perClass });
  const groupWords = `groups of ${s.classes} classes x ${s.perClass}`;

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
