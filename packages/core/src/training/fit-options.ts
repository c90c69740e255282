import type * as tf from '@tensorflow/tfjs';
import type { Batches, GroupBatch, MatchBatch, OrderBatches, PairBatch, TripletBatch } from '../generators/index.ts';
import type { BatchLoss, LogitLoss, MatchLoss, PairLoss, Reduction, ScoreLoss, TripletLoss } from '../losses/index.ts';
import type { Miner, PairMiner } from '../mining/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Hook } from './hook.ts';
import type { Schedule } from './schedules/index.ts';

/** How long a run is: a number of steps, of epochs, or whichever of the two ends first. */
export type RunLength = { steps: number; epochs?: number } | { epochs: number; steps?: number };

/** What every `fit` takes. */
export type FitCommon = RunLength & {
  /** Everything random follows from it: batches, augmentation, dropout. */
  seed: number;
  /** Adam with a learning rate of 1e-3 unless given; one that is given is not disposed. */
  optimizer?: tf.Optimizer;
  /** The learning rate of each step; that of the optimizer unless given. */
  learningRate?: Schedule;
  /** How the values of a batch become the scalar that is minimised; `mean` unless given. */
  reduction?: Reduction;
  /**
   * Batches of which a step takes the mean gradient, 1 unless given; an epoch has so many fewer steps. It smooths the
   * gradient and adds no negatives: each batch still sees its own items only. For more negatives see `chunk`.
   */
  accumulate?: number;
  /**
   * Items that go through the network at a time, all of a batch unless given. The loss still sees the whole batch, so that
   * batches, and with them negatives, grow beyond what fits into memory; it costs a second forward pass. The gradients
   * are those of the whole batch, but batch normalisation sees the chunks.
   *
   * Reference: Gao et al. 2021, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup" (GradCache).
   */
  chunk?: number;
  /** Goes on after what a checkpoint of the same run has, as if it had never been cut. */
  resume?: Checkpoint;
  /** Who watches. `stopOnNaN()` comes first unless one named `nan` is among them. */
  hooks?: readonly Hook[];
};

/** Which losses, miners and batches go together for an encoder and labelled items; nothing else compiles. */
export type EncoderObjective =
  | { loss: PairLoss; batches: Batches<PairBatch>; miner?: never }
  | { loss: TripletLoss; batches: Batches<TripletBatch>; miner?: never }
  | { loss: TripletLoss; batches: Batches<GroupBatch>; miner: Miner }
  | { loss: PairLoss; batches: Batches<GroupBatch>; miner: PairMiner }
  | { loss: BatchLoss; batches: Batches<GroupBatch>; miner?: never }
  | { loss: MatchLoss; batches: Batches<MatchBatch>; miner?: never };

/** For a comparator with one encoder and labelled items. */
export type SiameseObjective = { loss: LogitLoss; batches: Batches<PairBatch>; miner?: never };

/** For an encoder and pairs that say whether they are the same. */
export type EncoderPairsObjective = { loss: PairLoss; batches: OrderBatches; miner?: never };

/** For a comparator and pairs that say whether they are the same. */
export type ComparatorPairsObjective = { loss: LogitLoss; batches: OrderBatches; miner?: never };

/** For an encoder or a comparator, whose head is then left alone, and pairs that say how alike they are. */
export type ScoredPairsObjective = { loss: ScoreLoss; batches: OrderBatches; miner?: never };

/** For an encoder or a comparator, whose head is then left alone, and pairs all of which belong together. */
export type MatchedPairsObjective = { loss: MatchLoss; batches: OrderBatches; miner?: never };

/** Any of the above. */
export type Objective =
  | EncoderObjective
  | SiameseObjective
  | EncoderPairsObjective
  | ComparatorPairsObjective
  | ScoredPairsObjective
  | MatchedPairsObjective;

/** What a run was. */
export type FitResult = {
  /** Steps made. */
  readonly steps: number;
  /** Epochs begun. */
  readonly epochs: number;
  /** The loss of the last step. */
  readonly loss: number;
  /** 'done', or the name of the hook that stopped it: 'nan', 'early', ... */
  readonly stopped: string;
  /** Why, where there is more to say. */
  readonly reason?: string;
  /** The loss of every step. */
  readonly history: readonly number[];
};
