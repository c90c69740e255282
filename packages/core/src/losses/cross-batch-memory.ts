import * as tf from '@tensorflow/tfjs';
import { checkSeed } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { anchorLabels } from '../masks.ts';
import { createRandom, type Random } from '../random.ts';
import { checkBatch } from './check-batch.ts';
import { checkMatches } from './check-matches.ts';
import { joinedParts } from './joined-parts.ts';
import type { BatchLoss, LossParts, MatchLoss, MatchOptions, PairLoss, TripletLoss } from './loss.ts';
import { type MemoryOptions, type Remembered, remembered } from './remembered.ts';
import { totalWeight } from './total-weight.ts';

type Mining<Found> = (distances: tf.Tensor2D, labels: readonly string[], distance: Distance, random?: Random) => Found;
type TripletMining = { readonly kind: 'triplets' } & Mining<Record<'positive' | 'negative' | 'weights', tf.Tensor1D>>;
type PairMining = { readonly kind: 'pairs' } & Mining<tf.Tensor2D>;

/**
 * A loss that also compares the rows of a batch with the last `size` rows of batches before it, whose embeddings it remembers:
 * many more negatives for little more than a product of matrices.
 *
 * A batch loss: embeddings `[n, d]` and labels to values `[n]`, those of the batch's items within `loss([batch; memory])`. A loss
 * on matched rows: the rows of b are remembered and are further hard negatives, but those of i's label, where labels are given,
 * are none of i (so give them where rows come again within the memory). A loss on triplets or pairs with its miner, which finds
 * them among the distances of the batch's items, as anchors, to batch and memory: embeddings and labels to values `[n]`, whose mean
 * is the weighted mean over what the miner found; a miner needs n x size distances, or n x size x size.
 *
 * The memory is a constant to the gradient. Until `size` items have gone by the loss is that of the batch alone. Each call remembers
 * its batch, so it belongs to one training; a checkpoint has the memory (`memory`, `state`).
 *
 * Reference: Wang et al. 2020, "Cross-Batch Memory for Embedding Learning".
 *
 * @param o.size how many items are remembered, at least those of a batch: a few thousand, as embeddings drift slowly
 * @param o.dimensions the length of an embedding
 * @param o.miner with a loss on triplets or pairs, which of them; not hardCluster or angularTriplets, which need all distances
 * @param o.seed from what a miner draws, 0 unless given
 * @throws RangeError if size or dimensions is no positive integer, or a batch is larger than size; TypeError if loss and miner do
 * not fit, or the loss is one on triplets with swap
 */
export function crossBatchMemory(loss: BatchLoss, o: MemoryOptions): BatchLoss;
export function crossBatchMemory(loss: MatchLoss, o: MemoryOptions): MatchLoss;
export function crossBatchMemory(
  loss: TripletLoss,
  o: MemoryOptions & { readonly miner: TripletMining; readonly seed?: number },
): BatchLoss;
export function crossBatchMemory(
  loss: PairLoss,
  o: MemoryOptions & { readonly miner: PairMining; readonly seed?: number },
): BatchLoss;
export function crossBatchMemory(
  loss: BatchLoss | MatchLoss | TripletLoss | PairLoss,
  o: MemoryOptions & { readonly miner?: TripletMining | PairMining; readonly seed?: number },
): BatchLoss | MatchLoss {
  const { miner, seed = 0 } = o;
  checkSeed(seed, 'crossBatchMemory: seed');
  const wanted = { triplet: 'triplets', pair: 'pairs', batch: undefined, match: undefined }[loss.kind];
  if (miner?.kind !== wanted || ('swap' in loss && loss.swap)) {
    throw new TypeError(
      `crossBatchMemory: a loss of kind '${loss.kind}' takes ${wanted === undefined ? 'no miner' : `a miner of ${wanted} and no swap`}, got ${miner === undefined ? 'none' : `one of ${miner.kind}`}`,
    );
  }
  const past = remembered(o, 'crossBatchMemory');
  if (loss.kind === 'batch') return ofBatches(loss, past);
  if (loss.kind === 'match') return ofMatches(loss, past);
  return ofMined(loss, miner!, past, seed);
}

/** The parts of a loss and of what is remembered around it. */
const partsOf = (loss: LossParts, past: LossParts): LossParts => joinedParts([{ ...past }, loss]);

function ofBatches(loss: BatchLoss, past: Remembered): BatchLoss {
  /** The labels that a batch is compared with, its own first. */
  const around = (labels: readonly string[]) => [...labels, ...((past.labels() ?? []) as readonly string[])];
  const values = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'crossBatchMemory');
      const n = labels.length;
      const own =
        past.labels() === undefined
          ? loss(embeddings, labels)
          : tf.slice(loss(tf.concat([embeddings, past.rows]), around(labels)), [0], [n]);
      past.remember(embeddings, labels);
      return own;
    });
  return Object.assign(values, partsOf(loss, past), {
    kind: 'batch' as const,
    counts: (labels: readonly string[]) =>
      (loss.counts?.(around(labels)) ?? labels.map(() => true)).slice(0, labels.length),
  });
}

function ofMatches(loss: MatchLoss, past: Remembered): MatchLoss {
  const values = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkMatches(a, b, options, 'crossBatchMemory');
      const { negatives, negativeLabels } = options;
      const before = past.labels();
      const own =
        before === undefined
          ? loss(a, b, options)
          : loss(a, b, {
              ...options,
              negatives: negatives === undefined ? past.rows : tf.concat([negatives, past.rows]),
              negativeLabels: [
                ...(negativeLabels ?? Array.from({ length: negatives?.shape[0] ?? 0 }, () => undefined)),
                ...before,
              ],
            });
      past.remember(b, options.labels ?? Array.from({ length: a.shape[0] }, () => undefined));
      return own;
    });
  return Object.assign(values, partsOf(loss, past), { kind: 'match' as const });
}

function ofMined(
  loss: TripletLoss | PairLoss,
  miner: TripletMining | PairMining,
  past: Remembered,
  seed: number,
): BatchLoss {
  let calls = 0;
  const values = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'crossBatchMemory');
      const before = past.labels() as readonly string[] | undefined;
      const all = before === undefined ? embeddings : tf.concat([embeddings, past.rows]);
      const names = before === undefined ? labels : [...labels, ...before];
      const distances = loss.distance.matrix(embeddings, all);
      const found = miner(distances, names, loss.distance, createRandom(seed, 'mining', calls));
      const own =
        loss.kind === 'triplet'
          ? ofTriplets(loss, found as ReturnType<TripletMining>, labels)
          : ofPairs(loss, distances, found as tf.Tensor2D, names, labels);
      past.remember(embeddings, labels);
      calls++;
      return own;
    });
  const drawing: LossParts = {
    state: { save: () => calls, restore: (saved) => void (calls = saved as number) },
  };
  return Object.assign(values, joinedParts([partsOf(loss, past), drawing]), { kind: 'batch' as const });
}

function ofTriplets(
  loss: TripletLoss,
  { positive, negative, weights }: ReturnType<TripletMining>,
  labels: readonly string[],
): tf.Tensor1D {
  const anchors = loss.byLabel ? anchorLabels(labels, labels.length, weights.size) : undefined;
  return shares(loss(positive, negative, undefined, anchors), weights, labels.length);
}

function ofPairs(
  loss: PairLoss,
  distances: tf.Tensor2D,
  weights: tf.Tensor2D,
  names: readonly string[],
  labels: readonly string[],
): tf.Tensor1D {
  const same = labels.flatMap((label) => names.map((other) => other === label));
  const flat = (values: tf.Tensor2D): tf.Tensor1D => tf.reshape(values, [same.length]);
  const anchors = loss.byLabel ? anchorLabels(labels, labels.length, same.length) : undefined;
  return shares(loss(flat(distances), same, anchors), flat(weights), labels.length);
}

/** Values of n anchors one after the other, to what each anchor adds to their weighted mean, times n; `[n]`. */
function shares(values: tf.Tensor1D, weights: tf.Tensor1D, n: number): tf.Tensor1D {
  const sums = tf.sum(tf.reshape(tf.mul(values, weights), [n, values.size / n]), 1);
  return tf.mul(tf.div(sums, totalWeight(weights)), n);
}
