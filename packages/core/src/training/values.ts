import * as tf from '@tensorflow/tfjs';
import type { Head } from '../heads/index.ts';
import { anchorLabels } from '../masks.ts';
import type {
  BatchLoss,
  LogitLoss,
  MatchLoss,
  MatchOptions,
  PairLoss,
  ScoreLoss,
  TripletLoss,
} from '../losses/index.ts';
import type { Miner, PairMiner } from '../mining/index.ts';
import type { Random } from '../random.ts';
import type { Forward } from './step.ts';

/** What the embeddings of a batch cost: the rows of one encoder, or those of two. */
export type ValuesOf = (parts: readonly tf.Tensor2D[]) => Pick<Forward, 'values' | 'weights'>;

/** Pairs by their distance: n rows of one side, then n of the other; and the labels of the first side, if it has any. */
export function pairValues(loss: PairLoss, same: readonly boolean[], labels?: readonly string[]): ValuesOf {
  return (parts) => {
    const [a, b] = sides(parts, same.length);
    return { values: loss(loss.distance.rows(a, b), same, ...(labels && loss.byLabel ? [labels] : [])) };
  };
}

/** Pairs by the logit of a head. */
export function logitValues(loss: LogitLoss, head: Head, same: readonly boolean[]): ValuesOf {
  return (parts) => {
    const [a, b] = sides(parts, same.length);
    return { values: loss(head.logits(a, b), same) };
  };
}

/** Pairs whose likeness is graded. */
export function scoreValues(loss: ScoreLoss, scores: readonly number[]): ValuesOf {
  return (parts) => {
    const [a, b] = sides(parts, scores.length);
    return { values: loss(a, b, scores) };
  };
}

/** Matched rows, n of each side; whatever comes after them on the second is a hard negative. */
export function matchValues(loss: MatchLoss, n: number, labels?: readonly string[]): ValuesOf {
  return (parts) => {
    const [a, b, rest] = sides(parts, n);
    const options: MatchOptions = {
      ...(labels === undefined ? {} : { labels }),
      ...(rest === undefined ? {} : { negatives: rest }),
    };
    return { values: loss(a, b, options) };
  };
}

/** Anchors, positives and negatives one after the other, n each, and the labels of the anchors. */
export function tripletValues(loss: TripletLoss, labels: readonly string[]): ValuesOf {
  const n = labels.length;
  return ([embeddings]) => {
    const part = (k: number): tf.Tensor2D => tf.slice(embeddings!, [k * n, 0], [n, -1]);
    const [anchor, positive, negative] = [part(0), part(1), part(2)];
    const { rows } = loss.distance;
    const between = loss.swap ? rows(positive, negative) : undefined;
    return { values: loss(rows(anchor, positive), rows(anchor, negative), between, labels) };
  };
}

/** Triplets that a miner finds among the distances of all items. */
export function minedValues(loss: TripletLoss, miner: Miner, labels: readonly string[], random: Random): ValuesOf {
  return ([embeddings]) => {
    const distances = loss.distance.matrix(embeddings!, embeddings!);
    const { positive, negative, weights } = miner(distances, labels, loss.distance, random);
    const anchors = loss.byLabel ? anchorLabels(labels, labels.length, weights.size) : undefined;
    return { values: loss(positive, negative, undefined, anchors), weights };
  };
}

/** All pairs of a batch, each in both orders, as a miner weighs them. */
export function weighedValues(loss: PairLoss, miner: PairMiner, labels: readonly string[], random: Random): ValuesOf {
  const same = labels.flatMap((label) => labels.map((other) => other === label));
  const anchors = loss.byLabel ? anchorLabels(labels, labels.length, same.length) : undefined;
  return ([embeddings]) => {
    const distances = loss.distance.matrix(embeddings!, embeddings!);
    const weights = miner(distances, labels, loss.distance, random);
    const flat = (values: tf.Tensor2D): tf.Tensor1D => tf.reshape(values, [same.length]);
    return { values: loss(flat(distances), same, anchors), weights: flat(weights) };
  };
}

/** A loss on the whole batch; an item that does not count weighs nothing. */
export function wholeValues(loss: BatchLoss, labels: readonly string[]): ValuesOf {
  return ([embeddings]) => {
    // Asked now and first: a loss with a memory counts by what it remembers, and then remembers more.
    const counts = loss.counts?.(labels) ?? labels.map(() => true);
    return { values: loss(embeddings!, labels), weights: tf.tensor1d(Float32Array.from(counts, Number)) };
  };
}

/** Both sides, n rows each, of two parts or of one that has them one after the other; and what is left, if anything is. */
function sides(parts: readonly tf.Tensor2D[], n: number): [a: tf.Tensor2D, b: tf.Tensor2D, rest?: tf.Tensor2D] {
  if (parts.length === 2) return [parts[0]!, parts[1]!];
  const both = parts[0]!;
  const rows = (start: number, size: number): tf.Tensor2D => tf.slice(both, [start, 0], [size, -1]);
  const left = both.shape[0] - 2 * n;
  return left === 0 ? [rows(0, n), rows(n, n)] : [rows(0, n), rows(n, n), rows(2 * n, left)];
}
