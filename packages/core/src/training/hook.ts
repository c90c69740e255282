import type * as tf from '@tensorflow/tfjs';
import type { Json } from '../json.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Objective } from './fit-options.ts';
import type { WeightsCopy, WeightsKeeper } from './weights.ts';

/** What a hook is told before the first step. */
export type RunInfo = {
  /** The steps that will be made, unless a hook stops them. */
  readonly steps: number;
  /** The steps that were made before, where the run goes on from a checkpoint; else 0. */
  readonly from: number;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  /** The number of weights that are trained. */
  readonly parameters: number;
  /** What the batches had to say: fewer classes than asked, ... */
  readonly notes: readonly string[];
  /** The kind of the loss, and the name of the miner if there is one. */
  readonly loss: Objective['loss']['kind'];
  readonly miner?: string;
  /** What the loss of a batch is when all embeddings are one point; missing where that says nothing. */
  readonly collapsedLoss?: number;
  /** Copies of all weights. Copy at step numbers, never at times: reading decides where a lazy backend cuts its graph. */
  readonly weights: WeightsKeeper;
  /** What is trained. Whoever changes it does so in `onStep` or `onEnd`. */
  readonly trained: readonly tf.Variable[];
  /** All that it takes to go on after the step that was made last, as `afterStep` finds it. */
  checkpoint(): Promise<Checkpoint>;
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

/** What a hook wants to find again when a run goes on. */
export type HookState = { readonly json: Json; readonly weights?: WeightsCopy };

/** Something that watches a run and may stop it. Hooks are called in the order given, each one is awaited. */
export type Hook = {
  /** What `stopped` will say if this one stops the run. */
  readonly name: string;
  onStart?(run: RunInfo): void | Promise<void>;
  onStep?(event: StepEvent): void | 'stop' | Promise<void | 'stop'>;
  /** Once every hook has had its `onStep`: `stopped` is 'done' or the name of the one that stops the run now. */
  afterStep?(event: StepEvent, stopped: string): void | Promise<void>;
  onEnd?(end: RunEnd): void | Promise<void>;
  /** At the very end, also of a run that threw. */
  dispose?(): void;
  /** What it needs to go on; comes back through `restore`, after `onStart`. */
  save?(): HookState | Promise<HookState>;
  restore?(state: HookState): void;
};
