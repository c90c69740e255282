import type { WeightsKeeper } from './weights.ts';

/** What a hook is told before the first step. */
export type RunInfo = {
  /** The steps that will be made, unless a hook stops them. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  /** The number of weights that are trained. */
  readonly parameters: number;
  /** What the batches had to say: fewer classes than asked, ... */
  readonly notes: readonly string[];
  /** The kind of the loss, and the name of the miner if there is one. */
  readonly loss: 'pair' | 'triplet' | 'batch' | 'logit';
  readonly miner?: string;
  /** What the loss of a batch is when all embeddings are one point; missing where that says nothing. */
  readonly collapsedLoss?: number;
  /** Copies of all weights. Copy at step numbers, never at times: reading decides where a lazy backend cuts its graph. */
  readonly weights: WeightsKeeper;
};

/** What a hook is told after each step. */
export type StepEvent = {
  /** Steps made, this one included: 1 after the first. */
  readonly step: number;
  readonly steps: number;
  /** 1 in the first. */
  readonly epoch: number;
  readonly loss: number;
  /** Items (both sides of a pair) that went through an encoder. */
  readonly items: number;
  readonly learningRate: number;
  /** How far the embeddings of the batch lie apart: `sqrt(mean |e - mean|^2 / mean |e|^2)`, 0 (one point) to 1. */
  readonly spread: number;
  /** The share of pairs, triplets or items that cost something, 0 to 1. */
  readonly active: number;
};

/** What a hook is told at the end. */
export type RunEnd = {
  readonly steps: number;
  readonly loss: number;
  /** 'done', or the name of the hook that stopped the run. */
  readonly stopped: string;
};

/** Something that watches a run and may stop it. Hooks are called in the order given, each one is awaited. */
export type Hook = {
  /** What `stopped` will say if this one stops the run. */
  readonly name: string;
  onStart?(run: RunInfo): void | Promise<void>;
  onStep?(event: StepEvent): void | 'stop' | Promise<void | 'stop'>;
  onEnd?(end: RunEnd): void | Promise<void>;
};
