import * as tf from '@tensorflow/tfjs';
import { createComparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { groups, inOrder, matches, pairs, triplets } from '../generators/index.ts';
import { scaled } from '../heads/index.ts';
import {
  contrastive,
  crossBatchMemory,
  embeddingMse,
  infoNce,
  klDistillation,
  type LossParts,
  margin,
  marginMse,
  marginOfTriplets,
  triplet,
} from '../losses/index.ts';
import { balanced, batchHard, everyPair, semiHard } from '../mining/index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';
import { embed } from '../verbs/embed.ts';
import { type EncoderObjective, fit, type FitResult } from './index.ts';

const pictures = tinyPictures();
const classes = [...new Set(pictures.labels)];
const o = { size: 24, dimensions: 8 };

const mean = (values: readonly number[]) => values.reduce((so, value) => so + value, 0) / values.length;
/** From when the memories are full on. */
const expectLearned = ({ history }: Pick<FitResult, 'history'>) =>
  expect(mean(history.slice(-5))).toBeLessThan(0.9 * mean(history.slice(4, 9)));
const forget = (loss: LossParts) => tf.dispose([...(loss.memory ?? []), ...(loss.variables ?? [])]);

const objectives: [string, () => EncoderObjective][] = [
  ['a boundary for each class, on pairs', () => ({ loss: margin({ classes }), batches: pairs({ size: 16 }) })],
  [
    'a boundary for each class, on triplets',
    () => ({ loss: marginOfTriplets({ classes }), batches: triplets({ size: 16 }) }),
  ],
  [
    'a boundary for each class, with a miner of pairs',
    () => ({
      loss: margin({ classes }),
      miner: balanced(everyPair()),
      batches: groups({ classes: 6, perClass: 4 }),
    }),
  ],
  [
    'a boundary for each class, with a miner of triplets',
    () => ({ loss: marginOfTriplets({ classes }), miner: batchHard(), batches: groups({ classes: 6, perClass: 4 }) }),
  ],
  [
    'triplets with earlier batches',
    () => ({
      loss: crossBatchMemory(triplet({ margin: 0.5 }), { ...o, miner: semiHard() }),
      batches: groups({ classes: 4, perClass: 3 }),
    }),
  ],
  [
    'pairs with earlier batches',
    () => ({
      loss: crossBatchMemory(contrastive(), { ...o, miner: balanced(everyPair()) }),
      batches: groups({ classes: 4, perClass: 3 }),
    }),
  ],
  [
    'matched rows with earlier batches',
    () => ({ loss: crossBatchMemory(infoNce({ temperature: 0.2 }), o), batches: matches({ size: 6 }) }),
  ],
];

beforeAll(async () => {
  await import('@siamese/onnx');
  await tf.setBackend('onnx');
});

test.each(objectives)('%s learn', async (_, make) => {
  const encoder = tinyPictureEncoder();
  const objective = make();
  const { loss } = objective as { loss: LossParts };
  const before = await Promise.all((loss.variables ?? []).map(async (beta) => [...(await beta.data())]));
  expectLearned(await fit(encoder, pictures, { ...objective, steps: 80, seed: 1, learningRate: () => 0.01 }));
  for (const [i, beta] of (loss.variables ?? []).entries()) expect([...(await beta.data())]).not.toEqual(before[i]);
  forget(loss);
  encoder.model.dispose();
});

test('another encoder is learned from: its embeddings, and its scores of candidates', async () => {
  const teacher = { ...tinyPictureEncoder({ seed: 7 }), normalize: true };
  const rows = await embed(teacher, pictures.items);
  const vectors = Array.from({ length: rows.rows }, (_, i) => Array.from(rows.values.subarray(8 * i, 8 * i + 8)));
  const handedOn: Encoder<readonly number[]> = {
    ...teacher,
    model: tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [8] })] }),
    prepare: async (items) => ({ x: tf.tensor2d(items as number[][], [items.length, 8]) }),
  };
  const student = tinyPictureEncoder();
  const towers = createComparator({ a: student, b: handedOn, head: scaled() });
  const more = { steps: 40, seed: 1, learningRate: () => 0.02 };
  expectLearned(
    await fit(
      towers,
      { a: pictures.items, b: vectors },
      { loss: embeddingMse(), batches: inOrder({ size: 24 }), ...more },
    ),
  );

  // Three candidates for each query: its own class first, then two others.
  const lists = pictures.items.flatMap((_, i) => [(i + 1) % 48, (i + 17) % 48, (i + 29) % 48].map((j) => [i, j]));
  const score = lists.map(([i, j]) => vectors[i!]!.reduce((so, value, k) => so + value * vectors[j!]![k]!, 0));
  const data = { a: lists.map(([i]) => pictures.items[i!]!), b: lists.map(([, j]) => pictures.items[j!]!), score };
  for (const loss of [marginMse({ candidates: 3 }), klDistillation({ candidates: 3, temperature: 0.5 })]) {
    const learner = tinyPictureEncoder({ seed: 3 });
    expectLearned(await fit(learner, data, { loss, batches: inOrder({ size: 48 }), ...more }));
    learner.model.dispose();
  }
  for (const { model } of [teacher, handedOn, student, towers.head]) model.dispose();
});
