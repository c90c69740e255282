import * as tf from '@tensorflow/tfjs';
import {
  constant,
  createSiamese,
  distanceNamed,
  fit,
  groups,
  matches,
  mean,
  meanNonZero,
  onDifference,
  onDistance,
  pairs,
  scaled,
  triplets,
  warmUpCosine,
  type Checkpoint,
  type Comparator,
  type Encoder,
  type FitCommon,
  type FitResult,
  type Hook,
  type Labelled,
} from '@siamese/core';
import { byClass } from '../by-class.ts';
import { UsageError } from '../errors/index.ts';
import { encoderOf, type Usable } from '../modality.ts';
import { checkMemory } from './check-memory.ts';
import { losses, type AnyLoss, type LossNumbers } from './losses.ts';
import { miners } from './miners.ts';
import type * as names from './names.ts';

/** The settings that say what is made small, on which batches, and how. */
export type ObjectiveSettings = {
  dimensions: number;
  distance: (typeof names.distanceNames)[number];
  loss: names.LossName;
  /** What the loss may be told, where it takes it; 0 leaves it at the loss's own. */
  margin: number;
  temperature: number;
  scale: number;
  miner: names.MinerName;
  /** What turns two embeddings into a logit, with binary cross-entropy. */
  head: (typeof names.headNames)[number];
  /** Pairs, triplets or matched rows of a batch. */
  batch: number;
  /** Classes, and items of each, of a batch of groups. */
  classes: number;
  perClass: number;
  optimizer: (typeof names.optimizerNames)[number];
  learningRate: number;
  schedule: (typeof names.scheduleNames)[number];
  /** Steps over which the learning rate rises from zero. */
  warmup: number;
  /** Steps of the run; 0 counts epochs instead. */
  steps: number;
  epochs: number;
  /** Steps between two checkpoints: about a minute's worth of the preset on two cores. */
  checkpoint: number;
  /** A fixed threshold, as a distance; 0 chooses it on items held out. */
  threshold: number;
};

/** What differs from one training to the next. */
export type TrainOptions = { seed: number; hooks: readonly Hook[]; resume?: Checkpoint };

/** The target, what it learns from in words, and how it is trained. */
export type Objective<Item> = {
  readonly target: Usable<Item>;
  readonly what: string;
  /** How many items go through the network in a step. */
  readonly items: number;
  train(o: TrainOptions): Promise<FitResult>;
  /** Gives back what the loss, the head and the optimiser keep; the encoder stays. */
  dispose(): void;
};

const numbers = ['margin', 'temperature', 'scale'] as const;

/**
 * Looks whether the settings go together, before anything is loaded.
 *
 * @throws {UsageError} They do not; says which to leave out.
 */
export function checkSettings(s: ObjectiveSettings): void {
  const { takes } = losses[s.loss];
  for (const number of numbers) {
    if (s[number] === 0 || takes[number] !== undefined) continue;
    throw new UsageError(`--${number} does not go with --loss ${s.loss}, which has none; leave it out`);
  }
  const mined = s.miner === 'none' ? undefined : s.miner.includes('pair') ? pairLosses : tripletLosses;
  if (mined !== undefined && !mined.has(s.loss))
    throw new UsageError(
      `--miner ${s.miner} goes with --loss ${[...mined].join(', ')} only, not with ${s.loss}; leave it out or change the loss`,
    );
  if (s.threshold > 0 && s.loss === 'binary-cross-entropy')
    throw new UsageError('--threshold is a distance, and binary-cross-entropy gives a probability; leave it out');
}

const pairLosses: ReadonlySet<string> = new Set(['contrastive', 'online-contrastive', 'margin']);
const tripletLosses: ReadonlySet<string> = new Set(['triplet', 'soft-triplet', 'margin-of-triplets']);

/**
 * Puts loss, miner and batches together, for the items that are trained on.
 *
 * @throws {UsageError} A batch is larger than the machine's memory.
 * @param o.repeat whether a class of few items may give one twice: for items that are cropped at random
 */
export function objective<Item>(
  encoder: Encoder<Item>,
  s: ObjectiveSettings,
  { seed, data, repeat = false }: { readonly seed: number; readonly data: Labelled<Item>; readonly repeat?: boolean },
): Objective<Item> {
  const distance = distanceNamed(s.distance);
  const told = numbersOf(s);
  const classes = [...new Set(data.labels)];
  const loss = losses[s.loss].make({ ...told, distance, classes, dimensions: s.dimensions, seed });
  const optimizer = optimizers[s.optimizer](s.learningRate);
  const target = loss.kind === 'logit' ? createSiamese({ encoder, head: heads[s.head](distance), seed }) : encoder;
  const { what, run, items, by } = inBatches(loss, target, s, { data, repeat });
  checkMemory(encoder.model, items, by);
  const words = numbers.filter((number) => losses[s.loss].takes[number] !== undefined);
  return {
    target,
    items,
    what: [s.loss, ...words.map((number) => `${number} ${told[number]}`), what].join(', '),
    train: (o) =>
      run({
        ...o,
        optimizer,
        // Of all triplets or pairs of a batch most soon cost nothing.
        reduction: s.miner === 'batch-all' || s.miner === 'every-pair' ? meanNonZero : mean,
        ...(s.steps > 0 ? { steps: s.steps } : { epochs: s.epochs }),
        learningRate:
          s.schedule === 'cosine' ? warmUpCosine({ peak: s.learningRate, warmUp: s.warmup }) : constant(s.learningRate),
      }),
    dispose() {
      tf.dispose([...(loss.variables ?? []), ...(loss.memory ?? [])]);
      if ('head' in target) target.head.model.dispose();
      optimizer.dispose();
    },
  };
}

/** The numbers of the loss: those that were told, else its own. */
export function numbersOf(s: ObjectiveSettings): LossNumbers {
  const { takes } = losses[s.loss];
  const of = (number: keyof LossNumbers): number => (s[number] === 0 ? (takes[number] ?? 0) : s[number]);
  return { margin: of('margin'), temperature: of('temperature'), scale: of('scale') };
}

/** The batches that a kind of loss gets, in words, the items in one and the flags that say so, and the run on them. */
function inBatches<Item>(
  loss: AnyLoss,
  target: Usable<Item>,
  s: ObjectiveSettings,
  { data, repeat }: { readonly data: Labelled<Item>; readonly repeat: boolean },
): { what: string; items: number; by: string; run(common: FitCommon): Promise<FitResult> } {
  const encoder = encoderOf(target);
  const batches = groups({ classes: s.classes, perClass: s.perClass, repeat });
  const groupWords = `groups of ${s.classes} classes x ${s.perClass}`;
  const grouped = { items: mostInGroups(data, s, repeat), by: '--classes or --per-class' };
  const sized = (each: number): { items: number; by: string } => ({ items: each * s.batch, by: '--batch' });
  const miner = s.miner === 'none' ? undefined : miners[s.miner](s);
  const mined = `${s.miner} among ${groupWords}`;
  const ofSize = (what: string): string => `${s.batch} ${what} a step`;
  const { batch: size } = s;
  switch (loss.kind) {
    case 'logit':
      return {
        what: `on a head (${s.head}), ${ofSize('pairs')}`,
        ...sized(2),
        run: (o) => fit(target as Comparator<Item>, data, { ...o, loss, batches: pairs({ size }) }),
      };
    case 'pair':
      return miner?.kind === 'pairs'
        ? { what: mined, ...grouped, run: (o) => fit(encoder, data, { ...o, loss, miner, batches }) }
        : {
            what: ofSize('pairs'),
            ...sized(2),
            run: (o) => fit(encoder, data, { ...o, loss, batches: pairs({ size }) }),
          };
    case 'triplet':
      return miner?.kind === 'triplets'
        ? { what: mined, ...grouped, run: (o) => fit(encoder, data, { ...o, loss, miner, batches }) }
        : {
            what: ofSize('triplets'),
            ...sized(3),
            run: (o) => fit(encoder, data, { ...o, loss, batches: triplets({ size }) }),
          };
    case 'match':
      return {
        what: ofSize('matched rows'),
        ...sized(2),
        run: (o) => fit(encoder, data, { ...o, loss, batches: matches({ size }) }),
      };
    case 'batch':
      return { what: groupWords, ...grouped, run: (o) => fit(encoder, data, { ...o, loss, batches }) };
  }
}

/** The most items of a batch of groups: it takes no more than there are. */
function mostInGroups<Item>(
  { labels }: Labelled<Item>,
  { classes, perClass }: ObjectiveSettings,
  repeat: boolean,
): number {
  const sizes = byClass(labels).map(({ items }) => items.length);
  return Math.min(classes, sizes.length) * (repeat ? perClass : Math.min(perClass, Math.max(...sizes)));
}

const heads = { distance: onDistance, difference: () => onDifference(), scaled: () => scaled() } as const;

const optimizers = {
  adam: (rate: number) => tf.train.adam(rate),
  sgd: (rate: number) => tf.train.momentum(rate, 0.9),
  rmsprop: (rate: number) => tf.train.rmsprop(rate),
} as const;
