import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createComparator } from '../comparator.ts';
import { embedBatch, type Encoder } from '../encoder.ts';
import { groups, inOrder } from '../generators/index.ts';
import { onDifference } from '../heads/index.ts';
import { binaryCrossEntropy, mean, supervisedContrastive, triplet } from '../losses/index.ts';
import { batchHard } from '../mining/index.ts';
import { tinyPictureEncoder, tinyPictures, tinySequenceEncoder, tinySequences } from '../tiny-encoders.testing.ts';
import { type EncoderObjective, fit, type FitCommon, seededDropout, trainableOf } from './index.ts';

const data = tinyPictures();

/** The encoder without its augmentation: the gradients are worked out here once more. */
const plain = (): Encoder<readonly number[]> => {
  const encoder = tinyPictureEncoder();
  return { ...encoder, prepare: (items) => encoder.prepare(items) };
};

const valuesOf = (models: readonly tf.LayersModel[]) =>
  Promise.all(models.flatMap((model) => model.getWeights()).map(async (weight) => [...(await weight.data())]));

const expectNear = (got: readonly number[][], wanted: readonly number[][], tolerance: number): void => {
  expect(got).toHaveLength(wanted.length);
  for (const [i, values] of got.entries()) {
    for (const [j, value] of values.entries()) expect(Math.abs(value - wanted[i]![j]!)).toBeLessThan(tolerance);
  }
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('accumulate takes the mean gradient of its batches, one after the other', async () => {
    const batches = groups({ classes: 3, perClass: 3 });
    const loss = supervisedContrastive();
    const encoder = plain();
    const before = await valuesOf([encoder.model]);
    const stream = batches.over(data.labels, { seed: 1 });
    const variables = trainableOf([encoder.model]);
    const sums = variables.map(({ size }) => Array<number>(size).fill(0));
    for (let batch = 0; batch < 3; batch++) {
      const { items, labels } = stream.at(batch);
      const prepared = await encoder.prepare(items.map((item) => data.items[item]!));
      const { grads, value } = tf.variableGrads(() => mean(loss(embedBatch(encoder, prepared), labels)), variables);
      for (const [i, { name }] of variables.entries()) {
        for (const [j, slope] of (await grads[name]!.data()).entries()) sums[i]![j]! += slope;
      }
      tf.dispose([grads, value, prepared.x]);
    }
    // A rate of 1 with plain gradient descent: the step is the gradient.
    const optimizer = tf.train.sgd(1);
    const { steps } = await fit(encoder, data, { loss, batches, steps: 1, seed: 1, accumulate: 3, optimizer });
    expect(steps).toBe(1);
    const wanted = before.map((values, i) => values.map((value, j) => value - sums[i]![j]! / 3));
    expectNear(await valuesOf([encoder.model]), wanted, 1e-6);
    optimizer.dispose();
    encoder.model.dispose();
  });

  test.each([
    ['a loss on the batch', { loss: supervisedContrastive() }],
    ['mined triplets', { loss: triplet({ margin: 0.5 }), miner: batchHard() }],
  ])('in chunks of any size the gradient of %s is that of the whole batch', async (_, objective) => {
    const ends: number[][][] = [];
    for (const chunk of [undefined, 5, 12]) {
      const encoder = plain();
      const optimizer = tf.train.sgd(1);
      const options = { batches: groups({ classes: 4, perClass: 3 }), steps: 1, seed: 1, optimizer };
      const run = { ...objective, ...options, ...(chunk === undefined ? {} : { chunk }) };
      await fit(encoder, data, run as FitCommon & EncoderObjective);
      ends.push(await valuesOf([encoder.model]));
      optimizer.dispose();
      encoder.model.dispose();
    }
    expectNear(ends[1]!, ends[0]!, 1e-6);
    expect(ends[2]).toEqual(ends[0]);
  });
});

describe('on cpu', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('in chunks two encoders and their head get the gradient of the whole batch', async () => {
    const sequences = tinySequences();
    const pairs = {
      a: data.items,
      b: sequences.items.map((_, i) => sequences.items[(i + (i % 2)) % sequences.items.length]!),
      same: data.items.map((_, i) => i % 3 === 0),
    };
    const ends: number[][][] = [];
    for (const chunk of [undefined, 3]) {
      const [a, b] = [plain(), tinySequenceEncoder()];
      const still = { ...b, prepare: (items: Parameters<typeof b.prepare>[0]) => b.prepare(items) };
      const comparator = createComparator({ a, b: still, head: onDifference(), seed: 1 });
      const optimizer = tf.train.sgd(1);
      const options = { loss: binaryCrossEntropy(), batches: inOrder({ size: 8 }), steps: 1, seed: 1, optimizer };
      await fit(comparator, pairs, { ...options, ...(chunk === undefined ? {} : { chunk }) });
      const models = [a.model, b.model, comparator.head.model];
      ends.push(await valuesOf(models));
      optimizer.dispose();
      for (const model of models) model.dispose();
    }
    expectNear(ends[1]!, ends[0]!, 1e-6);
  });

  test('both times that a chunk goes through, the same values are dropped and the averages move once', async () => {
    const tiny = plain();
    const norm = tf.layers.batchNormalization({ momentum: 0.5, inputShape: [8] });
    const model = tf.sequential({ layers: [norm, seededDropout({ rate: 0.5, seed: 1 })] });
    const kept: number[][] = [];
    const apply = model.apply.bind(model);
    model.apply = (inputs, kwargs) => {
      const output = apply(inputs, kwargs) as tf.Tensor;
      kept.push([...output.dataSync()].map((value) => Number(value !== 0)));
      return output;
    };
    const encoder = {
      ...tiny,
      model,
      prepare: async (items: readonly (readonly number[])[]) => ({
        x: tf.tensor2d(items.map((item) => item.slice(0, 8))),
      }),
    };
    const options = { loss: supervisedContrastive(), batches: groups({ classes: 2, perClass: 2 }), seed: 1 };
    await fit(encoder, data, { ...options, steps: 1, chunk: 2 });
    expect(kept).toHaveLength(4);
    expect(kept.slice(2)).toEqual(kept.slice(0, 2));
    expect(kept[0]).not.toEqual(kept[1]);
    // The average goes half-way to the mean of each chunk, once.
    const { items } = options.batches.over(data.labels, { seed: 1 }).at(0);
    const column = items.map((item) => data.items[item]![3]!);
    const means = [0, 2].map((at) => (column[at]! + column[at + 1]!) / 2);
    const moved = await norm.getWeights()[2]!.data();
    expect(moved[3]).toBeCloseTo(means[0]! / 4 + means[1]! / 2, 6);
    tiny.model.dispose();
    model.dispose();
  });

  test('an epoch has fewer steps where a step takes several batches', async () => {
    const encoder = plain();
    const epochs: number[] = [];
    const hooks = [{ name: 'epochs', onStep: ({ epoch }: { epoch: number }) => void epochs.push(epoch) }];
    const options = { loss: supervisedContrastive(), batches: groups({ classes: 3, perClass: 4 }), seed: 1, hooks };
    const { steps } = await fit(encoder, data, { ...options, epochs: 2, accumulate: 2 });
    expect([steps, epochs]).toEqual([4, [1, 1, 2, 2]]);
    await expect(fit(encoder, data, { ...options, epochs: 1, accumulate: 0 })).rejects.toThrow(
      new RangeError('fit: accumulate must be a positive integer, got 0'),
    );
    await expect(fit(encoder, data, { ...options, epochs: 1, chunk: 1.5 })).rejects.toThrow(RangeError);
    encoder.model.dispose();
  });
});
