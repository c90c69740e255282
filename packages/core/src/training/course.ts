import type * as tf from '@tensorflow/tfjs';
import type { Comparator } from '../comparator.ts';
import type { Encoder, Prepared } from '../encoder.ts';
import type { Forward } from './step.ts';

/** A batch that is ready to be run. */
export type Loaded = {
  readonly prepared: readonly Prepared[];
  /** Items in it. */
  readonly items: number;
  /** Which item a row of a prepared tensor is, in words, for a message about it. */
  name(part: number, row: number): string;
  /** The values of the batch; disposes nothing of `prepared`. */
  forward(): Forward;
};

/** What `fit` runs, whatever it trains: batches by step. */
export type Course = {
  readonly stepsPerEpoch: number;
  readonly notes: readonly string[];
  readonly models: readonly tf.LayersModel[];
  readonly collapsedLoss?: number;
  load(step: number): Promise<Loaded>;
};

/** What can be trained. */
export type Target<A, B = A> = Encoder<A> | Comparator<A, B>;

/** Whether a target is a comparator. */
export function isComparator<A, B>(target: Target<A, B>): target is Comparator<A, B> {
  return 'head' in target;
}
