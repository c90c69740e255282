import * as tf from '@tensorflow/tfjs';
import { embedBatch, type Encoder, type Prepared } from '../encoder.ts';
import type { Reduction } from '../losses/index.ts';
import { measuresOf } from './measures.ts';
import type { Backward } from './step.ts';
import type { ValuesOf } from './values.ts';
import { trainableOf, variablesOf } from './weights.ts';

/** A batch whose items go through the network a few at a time. */
export type ChunkedBatch = {
  readonly encoders: readonly Encoder<never>[];
  readonly prepared: readonly Prepared[];
  readonly values: ValuesOf;
  /** Items in a chunk. */
  readonly chunk: number;
  /** Called before a chunk goes through, each time with its number: what is random must be the same both times. */
  seek(chunk: number): void;
};

type Chunk = { readonly part: number; readonly start: number; readonly size: number };

/**
 * The gradients of a whole batch with the memory of a chunk: the embeddings of all chunks without gradients, the loss and
 * its gradient by the embeddings, then each chunk once more with that gradient.
 *
 * Nothing else while training reads before the update: here what a chunk needed is only given back once it has run.
 *
 * Reference: Gao et al. 2021, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup" (GradCache).
 */
export async function chunkedBackward(
  batch: ChunkedBatch,
  variables: readonly tf.Variable[],
  reduction: Reduction,
): Promise<Backward> {
  const { encoders, prepared, values, seek } = batch;
  const chunks = chunksOf(batch);
  const gradients = new Map<tf.Variable, tf.Tensor>();
  const add = (variable: tf.Variable, gradient: tf.Tensor | undefined): void => {
    if (gradient === undefined) return;
    const sum = gradients.get(variable);
    gradients.set(variable, sum === undefined ? gradient : tf.add(sum, gradient));
    if (sum !== undefined) tf.dispose([sum, gradient]);
  };
  const embed = ({ part, start, size }: Chunk): tf.Tensor2D =>
    tf.tidy(() => embedBatch(encoders[part]!, rowsOf(prepared[part]!, start, size), { training: true }));

  const cached = await embeddingsOf(encoders, chunks, (chunk, number) => {
    seek(number);
    return embed(chunk);
  });
  const ofModels = new Set(encoders.flatMap(({ model }) => trainableOf([model])));
  const ofLoss = variables.filter((variable) => !ofModels.has(variable));
  const measures: tf.Tensor[] = [];
  const whole = tf.variableGrads(() => {
    const { values: costs, weights } = values(cached);
    const loss = reduction(costs, weights);
    const embeddings = cached.length === 1 ? cached[0]! : tf.concat(cached as tf.Tensor2D[]);
    measures.push(tf.keep(measuresOf(loss, costs, weights, embeddings)));
    return loss;
  }, [...cached, ...ofLoss]);
  for (const variable of ofLoss) add(variable, whole.grads[variable.name]);
  const slopes = await Promise.all(cached.map(({ name }) => whole.grads[name]!.data()));
  tf.dispose([whole.value, ...cached, ...cached.map(({ name }) => whole.grads[name]!)]);

  for (const [number, chunk] of chunks.entries()) {
    const trained = trainableOf([encoders[chunk.part]!.model]).filter((variable) => variables.includes(variable));
    if (trained.length === 0) continue;
    const width = slopes[chunk.part]!.length / prepared[chunk.part]!.x.shape[0]!;
    const slope = slopes[chunk.part]!.slice(chunk.start * width, (chunk.start + chunk.size) * width);
    seek(number);
    const { value, grads } = tf.variableGrads(
      () => tf.sum(tf.mul(embed(chunk), tf.tensor2d(slope as Float32Array, [chunk.size, width]))),
      trained,
    );
    for (const variable of trained) add(variable, grads[variable.name]);
    await value.data();
    value.dispose();
  }
  return { gradients: variables.map((variable) => gradients.get(variable)), measures: measures[0]! };
}

function chunksOf({ prepared, chunk }: ChunkedBatch): Chunk[] {
  return prepared.flatMap(({ x }, part) =>
    Array.from({ length: Math.ceil(x.shape[0]! / chunk) }, (_, k) => {
      const start = k * chunk;
      return { part, start, size: Math.min(chunk, x.shape[0]! - start) };
    }),
  );
}

/** The embeddings of each part, whole, as variables: the loss wants their gradient. Moving averages stay as they were. */
async function embeddingsOf(
  encoders: readonly Encoder<never>[],
  chunks: readonly Chunk[],
  embed: (chunk: Chunk, number: number) => tf.Tensor2D,
): Promise<tf.Variable<tf.Rank.R2>[]> {
  const moving = [...new Set(encoders.flatMap(({ model }) => variablesOf(model)))].filter(
    ({ trainable }) => !trainable,
  );
  const before = moving.map((variable) => tf.clone(variable));
  const rows: tf.Tensor2D[][] = encoders.map(() => []);
  for (const [number, chunk] of chunks.entries()) {
    const embeddings = embed(chunk, number);
    await embeddings.data();
    rows[chunk.part]!.push(embeddings);
  }
  for (const [i, variable] of moving.entries()) variable.assign(before[i]!);
  const cached = tf.tidy(() => rows.map((parts) => tf.variable(tf.concat(parts))));
  tf.dispose([...rows.flat(), ...before]);
  return cached;
}

function rowsOf({ x, mask }: Prepared, start: number, size: number): Prepared {
  const rows = (tensor: tf.Tensor): tf.Tensor =>
    tf.slice(tensor, [start, ...tensor.shape.slice(1).map(() => 0)], [size, ...tensor.shape.slice(1)]);
  return mask === undefined ? { x: rows(x) } : { x: rows(x), mask: rows(mask) };
}
