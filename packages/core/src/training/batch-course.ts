import * as tf from '@tensorflow/tfjs';
import { embedBatch, type Encoder } from '../encoder.ts';
import type { BatchLoss, PairLoss, TripletLoss } from '../losses/index.ts';
import type { Miner, PairMiner } from '../mining/index.ts';
import { createRandom, type Random } from '../random.ts';
import type { Course, Loaded } from './course.ts';
import { prepareChecked } from './prepare-checked.ts';
import type { Forward } from './step.ts';

/** What becomes of the embeddings of a batch. */
export type BatchForward = (embeddings: tf.Tensor2D) => Forward;

/** Batches whose items all go through one encoder at once; `batchOf` says which, and what becomes of them. */
export function batchCourse<Item>(
  encoder: Encoder<Item>,
  items: readonly Item[],
  batchOf: (step: number) => { indices: readonly number[]; forward: BatchForward },
  seed: number,
): Pick<Course, 'load' | 'models'> {
  return {
    models: [encoder.model],
    async load(step): Promise<Loaded> {
      const { indices, forward } = batchOf(step);
      const chosen = indices.map((index) => items[index]!);
      const prepared = await prepareChecked(encoder, chosen, createRandom(seed, 'augment', step, 0));
      return {
        prepared: [prepared],
        items: indices.length,
        name: (_, row) => `item ${indices[row]}`,
        forward: () => forward(embedBatch(encoder, prepared, { training: true })),
      };
    },
  };
}

/** Anchors, positives and negatives one after the other, n each. */
export function tripletForward(loss: TripletLoss, n: number): BatchForward {
  return (embeddings) => {
    const part = (k: number): tf.Tensor2D => tf.slice(embeddings, [k * n, 0], [n, -1]);
    const [anchor, positive, negative] = [part(0), part(1), part(2)];
    const { rows } = loss.distance;
    const between = loss.swap ? [rows(positive, negative)] : [];
    return { values: loss(rows(anchor, positive), rows(anchor, negative), ...between), embeddings };
  };
}

/** Triplets that a miner finds among the distances of all items. */
export function minedForward(loss: TripletLoss, miner: Miner, labels: readonly string[], random: Random): BatchForward {
  return (embeddings) => {
    const distances = loss.distance.matrix(embeddings, embeddings);
    const { positive, negative, weights } = miner(distances, labels, loss.distance, random);
    return { values: loss(positive, negative), weights, embeddings };
  };
}

/** All pairs of a batch, each in both orders, as a miner weighs them. */
export function weighedForward(
  loss: PairLoss,
  miner: PairMiner,
  labels: readonly string[],
  random: Random,
): BatchForward {
  const same = labels.flatMap((label) => labels.map((other) => other === label));
  return (embeddings) => {
    const distances = loss.distance.matrix(embeddings, embeddings);
    const weights = miner(distances, labels, loss.distance, random);
    const flat = (values: tf.Tensor2D): tf.Tensor1D => tf.reshape(values, [same.length]);
    return { values: loss(flat(distances), same), weights: flat(weights), embeddings };
  };
}

/** A loss on the whole batch; an item that does not count weighs nothing. */
export function wholeForward(loss: BatchLoss, labels: readonly string[]): BatchForward {
  const counts = loss.counts?.(labels) ?? labels.map(() => true);
  return (embeddings) => ({
    values: loss(embeddings, labels),
    weights: tf.tensor1d(Float32Array.from(counts, Number)),
    embeddings,
  });
}
