import type * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import type { Json } from '../json.ts';

/** What any loss may carry besides its formula. */
export type LossParts = {
  /** Weights of its own (a temperature, a margin), which `fit` trains like the model's. */
  readonly variables?: readonly tf.Variable[];
  /** What it remembers between steps (earlier embeddings): saved and restored by checkpoints like weights, never trained. */
  readonly memory?: readonly tf.Variable[];
  /** What else it remembers and no variable holds (the labels of earlier embeddings): kept in checkpoints. */
  readonly state?: { save(): Json; restore(saved: Json): void };
};

/** Values of pairs: distances `[n]` and what each pair is, to `[n]`. */
export type PairLoss = LossParts & {
  readonly kind: 'pair';
  readonly distance: Distance;
  /** What a pair costs when its two embeddings coincide; the collapse warning compares the loss with it. */
  readonly collapsed?: { readonly same: number; readonly different: number };
  /** Whether it wants the label of each pair's first item too. */
  readonly byLabel?: boolean;
  (distances: tf.Tensor1D, same: readonly boolean[], labels?: readonly string[]): tf.Tensor1D;
};

/** Values of pairs under a head: logits `[n]` and what each pair is, to `[n]`. */
export type LogitLoss = LossParts & {
  readonly kind: 'logit';
  (logits: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D;
};

/** Values of triplets: distances anchor-positive and anchor-negative, `[n]` each, to `[n]`. */
export type TripletLoss = LossParts & {
  readonly kind: 'triplet';
  readonly distance: Distance;
  /** Whether it wants the distances positive-negative too, and takes the nearer of the two negatives. */
  readonly swap: boolean;
  /** What a triplet costs when its three embeddings coincide; the collapse warning compares the loss with it. */
  readonly collapsed?: number;
  /** Whether it wants the label of each anchor too. */
  readonly byLabel?: boolean;
  (
    positive: tf.Tensor1D,
    negative: tf.Tensor1D,
    positiveNegative?: tf.Tensor1D,
    labels?: readonly string[],
  ): tf.Tensor1D;
};

/** Values of items among a whole batch: embeddings `[n, d]` and labels, to `[n]`. */
export type BatchLoss = LossParts & {
  readonly kind: 'batch';
  /** Which items count in a mean; all of them where it is missing. */
  counts?(labels: readonly string[]): readonly boolean[];
  (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D;
};

/**
 * Values of pairs whose likeness is graded: embeddings `[n, d]` each and scores `[n]` (larger is more alike), to `[n]`.
 */
export type ScoreLoss = LossParts & {
  readonly kind: 'score';
  (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D;
};

/** What a loss on matched rows may be told besides the rows. */
export type MatchOptions = {
  /** The class of each row of a and b; rows of one class are then never each other's negatives. */
  readonly labels?: readonly string[];
  /** Hard negatives `[m, d]`, further candidates beside the rows of b. */
  readonly negatives?: tf.Tensor2D;
  /** The class of each hard negative, where it has one: it is then none of the rows of that class. */
  readonly negativeLabels?: readonly (string | undefined)[];
};

/**
 * Values of matched rows: row i of a `[n, d]` belongs to row i of b `[n, d]`, to `[n]`. The other rows are its negatives,
 * or nothing is.
 */
export type MatchLoss = LossParts & {
  readonly kind: 'match';
  (a: tf.Tensor2D, b: tf.Tensor2D, o?: MatchOptions): tf.Tensor1D;
};
