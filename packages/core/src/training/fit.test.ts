import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createComparator, createSiamese } from '../comparator.ts';
import { euclidean } from '../distances/index.ts';
import type { Encoder } from '../encoder.ts';
import { groups, inOrder, matches, pairs, triplets, views } from '../generators/index.ts';
import { onDifference, onDistance, scaled } from '../heads/index.ts';
import {
  binaryCrossEntropy,
  contrastive,
  cosent,
  crossBatchMemory,
  infoNce,
  meanNonZero,
  supervisedContrastive,
  triplet,
  vicReg,
} from '../losses/index.ts';
import { balanced, batchAll, batchHard, everyPair, semiHard } from '../mining/index.ts';
import {
  type TinyPicture,
  tinyPictureEncoder,
  tinyPictures,
  tinySequenceEncoder,
  tinySequences,
} from '../tiny-encoders.testing.ts';
import { type EncoderObjective, fit, type FitResult } from './index.ts';

const pictures = tinyPictures();
const sequences = tinySequences();

const head = (history: readonly number[]) => history.slice(0, 5).reduce((a, b) => a + b, 0) / 5;
const tail = (history: readonly number[]) => history.slice(-5).reduce((a, b) => a + b, 0) / 5;

const expectLearned = ({ history, stopped }: Pick<FitResult, 'history' | 'stopped'>): void => {
  expect(stopped).toBe('done');
  expect(tail(history)).toBeLessThan(0.8 * head(history));
};

const weightsOf = async (encoder: Encoder<never>): Promise<number[][]> =>
  Promise.all(encoder.model.getWeights().map(async (weight) => [...(await weight.data())]));

const learningRate = () => 0.02;

/** Runs body with an encoder and disposes it. */
async function withEncoder<Item>(
  encoder: Encoder<Item>,
  body: (encoder: Encoder<Item>) => Promise<void>,
): Promise<void> {
  await body(encoder);
  encoder.model.dispose();
}

const objectives: [string, EncoderObjective][] = [
  ['contrastive on pairs', { loss: contrastive(), batches: pairs({ size: 16 }) }],
  ['triplet on triplets', { loss: triplet({ margin: 0.5 }), batches: triplets({ size: 16 }) }],
  ['triplet with swap', { loss: triplet({ margin: 0.5, swap: true }), batches: triplets({ size: 16 }) }],
  [
    'soft triplet with batch-hard',
    { loss: triplet({ margin: 'soft' }), miner: batchHard(), batches: groups({ classes: 6, perClass: 4 }) },
  ],
  [
    'triplet with semi-hard',
    { loss: triplet({ margin: 0.3 }), miner: semiHard(), batches: groups({ classes: 5, perClass: 3 }) },
  ],
  [
    'contrastive on every pair',
    { loss: contrastive(), miner: balanced(everyPair()), batches: groups({ classes: 6, perClass: 4 }) },
  ],
  ['supervised contrastive', { loss: supervisedContrastive(), batches: groups({ classes: 6, perClass: 4 }) }],
];

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each(objectives)('%s learns pictures', (name, objective) =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const result = await fit(encoder, pictures, { ...objective, steps: 30, seed: 1, learningRate });
      expect(result.history).toHaveLength(30);
      // What is mined is hard whatever has been learned; the mean of all triplets of a batch is not.
      if (name.includes('hard')) expect(tail(result.history)).toBeLessThan(head(result.history));
      else expectLearned(result);
    }),
  );

  test('InfoNCE on matched rows learns pictures', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const options = { loss: infoNce({ temperature: 0.2 }), batches: matches({ size: 6 }), steps: 30, seed: 1 };
      expectLearned(await fit(encoder, pictures, { ...options, learningRate }));
    }));

  test('supervised contrastive learns padded sequences by their mask', () =>
    withEncoder(tinySequenceEncoder({ pad: 1e3 }), async (encoder) => {
      const batches = groups({ classes: 6, perClass: 4 });
      expectLearned(
        await fit(encoder, sequences, { loss: supervisedContrastive(), batches, steps: 30, seed: 1, learningRate }),
      );
    }));

  test.each([
    ['onDistance', onDistance(euclidean)],
    ['onDifference', onDifference()],
  ])('a siamese with the head %s learns pictures', (_, make) =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const siamese = createSiamese({ encoder, head: make, seed: 1 });
      const options = { loss: binaryCrossEntropy(), batches: pairs({ size: 16 }), steps: 40, seed: 1 };
      expectLearned(await fit(siamese, pictures, { ...options, learningRate: () => 0.03 }));
      siamese.head.model.dispose();
    }),
  );

  test('a comparator of two different encoders learns which picture goes with which sequence', () =>
    withEncoder(tinyPictureEncoder(), (a) =>
      withEncoder(tinySequenceEncoder(), async (b) => {
        const comparator = createComparator({ a, b, head: scaled(), seed: 1 });
        const n = pictures.items.length;
        const partner = (i: number) => (i % 2 === 0 ? i : (i + 11) % n);
        const data = {
          a: pictures.items,
          b: sequences.items.map((_, i) => sequences.items[partner(i)]!),
          same: pictures.labels.map((label, i) => label === sequences.labels[partner(i)]),
        };
        const options = {
          loss: binaryCrossEntropy(),
          batches: inOrder({ size: 16, shuffle: true }),
          epochs: 20,
          seed: 1,
        };
        const result = await fit(comparator, data, { ...options, learningRate: () => 0.02 });
        expectLearned(result);
        expect(result.epochs).toBe(20);
        comparator.head.model.dispose();
      }),
    ));

  test('two runs with one seed give the same weights, byte for byte; another seed does not', async () => {
    const run = async (seed: number): Promise<number[][]> => {
      const encoder = tinyPictureEncoder();
      await fit(encoder, pictures, { ...objectives[3]![1], steps: 8, seed });
      const weights = await weightsOf(encoder);
      encoder.model.dispose();
      return weights;
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('layers that are not trainable stay as they are, the others move', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      encoder.model.getLayer('conv').trainable = false;
      const before = await weightsOf(encoder);
      await fit(encoder, pictures, { ...objectives[0]![1], steps: 3, seed: 1 });
      const after = await weightsOf(encoder);
      // getWeights gives the trainable ones first.
      expect(after.at(-2)).toEqual(before.at(-2));
      expect(after[0]).not.toEqual(before[0]);
    }));

  test('every optimiser of TensorFlow.js trains and follows the schedule', async () => {
    for (const optimizer of [
      tf.train.sgd(0.1),
      tf.train.momentum(0.1, 0.9),
      tf.train.rmsprop(0.01),
      tf.train.adam(0.01),
    ]) {
      await withEncoder(tinyPictureEncoder(), async (encoder) => {
        const rates: number[] = [];
        const hooks = [
          { name: 'rates', onStep: (event: { learningRate: number }) => void rates.push(event.learningRate) },
        ];
        const schedule = (step: number) => 0.01 / (step + 1);
        await fit(encoder, pictures, {
          ...objectives[5]![1],
          steps: 3,
          seed: 1,
          optimizer,
          learningRate: schedule,
          hooks,
        });
        expect(rates).toEqual([0.01, 0.005, 0.01 / 3]);
      });
      optimizer.dispose();
      // Momentum's own dispose forgets the scalar that it inherits from SGD.
      for (const kept of Object.values(optimizer)) if (kept instanceof tf.Tensor) kept.dispose();
    }
  });

  test('batch-all with meanNonZero trains', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const batches = groups({ classes: 3, perClass: 3 });
      const options = { loss: triplet({ margin: 0.3 }), miner: batchAll(), batches, reduction: meanNonZero };
      const { history } = await fit(encoder, pictures, { ...options, steps: 5, seed: 1 });
      expect(history.every(Number.isFinite)).toBe(true);
    }));
});

describe('on cpu', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('graded pairs, and matched pairs of two encoders, whose head stays as it is', () =>
    withEncoder(tinyPictureEncoder(), (a) =>
      withEncoder(tinySequenceEncoder(), async (b) => {
        const n = pictures.items.length;
        const partner = (i: number) => (i % 2 === 0 ? i + 1 : (i + 11) % n);
        const right = pictures.items.map((_, i) => pictures.items[partner(i)]!);
        const score = pictures.labels.map((label, i) => (label === pictures.labels[partner(i)] ? 0.9 : 0.1));
        const graded = { loss: cosent(), batches: inOrder({ size: 12 }), steps: 40, seed: 1, learningRate };
        expectLearned(await fit(a, { a: pictures.items, b: right, score }, graded));

        const comparator = createComparator({ a, b, head: scaled(), seed: 1 });
        const before = await weightsOf({ ...a, model: comparator.head.model });
        const matched = {
          loss: infoNce({ temperature: 0.2, learned: true }),
          batches: inOrder({ size: 8, shuffle: true }),
        };
        const data = { a: pictures.items, b: sequences.items };
        expectLearned(await fit(comparator, data, { ...matched, epochs: 10, seed: 1, learningRate }));
        expect(await weightsOf({ ...a, model: comparator.head.model })).toEqual(before);
        expect((await matched.loss.variables![0]!.data())[0]).not.toBeCloseTo(5, 1);
        tf.dispose([...matched.loss.variables!]);
        comparator.head.model.dispose();
      }),
    ));

  test('VICReg on two views of each item, which have no labels', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const options = { loss: vicReg(), batches: views({ size: 16 }), steps: 30, seed: 1, learningRate };
      const { history } = await fit({ ...encoder, normalize: false }, pictures, options);
      expect(tail(history)).toBeLessThan(0.9 * head(history));
    }));

  test('a memory across batches goes along', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const loss = crossBatchMemory(supervisedContrastive(), { size: 24, dimensions: 8 });
      const batches = groups({ classes: 4, perClass: 2 });
      const { history } = await fit(encoder, pictures, { loss, batches, steps: 40, seed: 1, learningRate });
      // Before the memory is full, at the fourth step, the loss has fewer negatives.
      expectLearned({ history: history.slice(3), stopped: 'done' });
      tf.dispose([...loss.memory!]);
    }));

  test('batch normalisation that is not trainable keeps its averages and uses them', () =>
    withEncoder(tinyPictureEncoder(), async (tiny) => {
      const norm = tf.layers.batchNormalization({ inputShape: [8, 8, 1], trainable: false });
      const model = tf.sequential({
        layers: [norm, tf.layers.flatten(), tf.layers.dense({ units: 4, kernelInitializer: 'ones' })],
      });
      const encoder = { ...tiny, model };
      await fit(encoder, pictures, { ...objectives[5]![1], steps: 2, seed: 1 });
      const [gamma, , means, variances] = norm.getWeights();
      expect([...(await gamma!.data()), ...(await means!.data()), ...(await variances!.data())]).toEqual([1, 0, 1]);
      expect(Object.hasOwn(norm, 'call')).toBe(false);
      model.dispose();
    }));

  test('pairs that lack what the loss needs are refused', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const pair = { a: pictures.items.slice(0, 2), b: pictures.items.slice(2, 4) };
      const run = { batches: inOrder({ size: 2 }), steps: 1, seed: 1 };
      const scored = (score: unknown) => fit(encoder, { ...pair, score } as never, { ...run, loss: cosent() });
      await expect(scored(undefined)).rejects.toThrow(/fit: argument data must be { a, b, score } for this loss/);
      await expect(scored([1])).rejects.toThrow('fit: argument data: a and score must have one length, got 2 and 1');
      await expect(scored([1, Number.NaN])).rejects.toThrow(RangeError);
      const same = { ...pair, same: [true, false] };
      await expect(fit(encoder, same as never, { ...run, loss: infoNce() })).rejects.toThrow(
        /must be { a, b } alone for this loss/,
      );
      await expect(fit(encoder, { a: [], b: [] }, { ...run, loss: infoNce() })).rejects.toThrow(RangeError);
    }));

  test('the next batch is prepared while a batch runs, and in order', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const events: string[] = [];
      const prepare = encoder.prepare;
      let prepared = 0;
      encoder.prepare = async (items, random) => {
        events.push(`prepare ${++prepared}`);
        return prepare(items, random);
      };
      const hooks = [{ name: 'order', onStep: ({ step }: { step: number }) => void events.push(`step ${step}`) }];
      await fit(encoder, pictures, { ...objectives[0]![1], steps: 3, seed: 1, hooks });
      expect(events).toEqual(['prepare 1', 'prepare 2', 'step 1', 'prepare 3', 'step 2', 'step 3']);
    }));

  test('an error in prepare ends the run and leaves nothing behind, whichever batch it is', async () => {
    for (const failing of [1, 2, 3]) {
      await withEncoder(tinyPictureEncoder(), async (encoder) => {
        const prepare = encoder.prepare;
        let prepared = 0;
        encoder.prepare = async (items, random) => {
          if (++prepared === failing) throw new SyntaxError('a.png is cut short');
          return prepare(items, random);
        };
        const run = fit(encoder, pictures, { ...objectives[0]![1], steps: 5, seed: 1 });
        await expect(run).rejects.toThrow(new SyntaxError('a.png is cut short'));
      });
    }
  });

  test('an item that is not finite is named, and the weights are the last good ones', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const before = await weightsOf(encoder);
      const items = pictures.items.map((item, i): TinyPicture => (i === 5 ? item.map(() => Number.NaN) : item));
      const run = fit(encoder, { ...pictures, items }, { ...objectives[5]![1], epochs: 5, seed: 1 });
      await expect(run).rejects.toThrow(/^fit: at step \d+ the loss is NaN: prepare gave .* for item 5$/);
      expect(await weightsOf(encoder)).toEqual(before);
    }));

  test('a run that explodes stops, gives the last good weights back and says what to change', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const before = await weightsOf(encoder);
      const result = await fit(encoder, pictures, {
        ...objectives[0]![1],
        steps: 9,
        seed: 1,
        learningRate: () => 1e38,
      });
      expect(result.stopped).toBe('nan');
      expect(result.steps).toBeLessThan(9);
      expect(result.reason).toMatch(new RegExp(`^at step ${result.steps} the loss .* lower the learning rate`));
      expect(await weightsOf(encoder)).toEqual(before);
    }));

  test('data that makes no sense is refused before anything is prepared', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const options = { ...objectives[0]![1], steps: 1, seed: 1 };
      const { items, labels } = pictures;
      const refused = (data: { items: readonly TinyPicture[]; labels: readonly string[] }, message: string) =>
        expect(fit(encoder, data, options)).rejects.toThrow(message);
      await refused(
        { items, labels: labels.slice(1) },
        'fit: argument data: items and labels must have one length, got 48 and 47',
      );
      await refused(
        { items: items.slice(0, 3), labels: labels.slice(0, 3) },
        "fit: argument data must have items of at least two classes, got 3 items of one class, 'class-0'",
      );
      await refused(
        { items: [], labels: [] },
        'fit: argument data must have items of at least two classes, got no items',
      );
      await expect(fit(encoder, pictures, { ...options, steps: 0 })).rejects.toThrow(RangeError);
      await expect(fit(encoder, pictures, { ...options, steps: undefined as never })).rejects.toThrow(
        'fit: steps or epochs must be given, got neither',
      );
      encoder.model.trainable = false;
      await expect(fit(encoder, pictures, options)).rejects.toThrow('fit: there is nothing to train');
    }));

  test('what does not go together says what does', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const run = fit(encoder, pictures, {
        loss: contrastive(),
        batches: groups({ classes: 2, perClass: 2 }) as never,
        steps: 1,
        seed: 1,
      });
      await expect(run).rejects.toThrow("got an encoder with a loss of kind 'pair' and batches of kind 'groups'");
      const swapped = {
        loss: triplet({ swap: true }),
        miner: batchHard(),
        batches: groups({ classes: 2, perClass: 2 }),
      };
      await expect(fit(encoder, pictures, { ...swapped, steps: 1, seed: 1 })).rejects.toThrow('triplet() without swap');
    }));

  test('a prepare that loses items, or makes the wrong shape, is named', () =>
    withEncoder(tinyPictureEncoder(), async (encoder) => {
      const options = { ...objectives[0]![1], steps: 2, seed: 1 };
      encoder.prepare = async () => ({ x: tf.zeros([3, 8, 8, 1]) });
      await expect(fit(encoder, pictures, options)).rejects.toThrow(
        "fit: the encoder's prepare must give a row for each item, got the shape [3, 8, 8, 1] for 32 items",
      );
      encoder.prepare = async (items) => ({ x: tf.zeros([items.length, 7, 8, 1]) });
      await expect(fit(encoder, pictures, options)).rejects.toThrow(TypeError);
    }));
});
