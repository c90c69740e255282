import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import type { Encoder } from '../encoder.ts';
import { euclidean } from '../distances/index.ts';
import { groups } from '../generators/index.ts';
import { crossBatchMemory, supervisedContrastive } from '../losses/index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';
import {
  averageWeights,
  type Checkpoint,
  checkpointBytes,
  checkpointFrom,
  clipNorm,
  earlyStopping,
  fit,
  type Hook,
  keepBest,
  keepLast,
  rateFactors,
  seededDropout,
  warmUpCosine,
  warnOnCollapse,
  weightDecay,
  weightsFrom,
} from './index.ts';

const data = tinyPictures();
const steps = 5;

/** The tiny encoder with everything in it that a checkpoint has to think of: dropout, moving averages. */
function makeEncoder(): Encoder<readonly number[]> {
  const plain = tinyPictureEncoder();
  const weights = tf.tidy(() => plain.model.getWeights().map((weight) => tf.clone(weight)));
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        name: 'conv',
        inputShape: [8, 8, 1],
        filters: 6,
        kernelSize: 3,
        strides: 3,
        kernelInitializer: 'zeros',
      }),
      tf.layers.batchNormalization({ name: 'norm' }),
      tf.layers.flatten(),
      seededDropout({ rate: 0.2, seed: 5 }),
      tf.layers.dense({ name: 'embedding', units: 8, kernelInitializer: 'zeros' }),
    ],
  });
  model.getLayer('conv').setWeights(weights.slice(0, 2));
  model.getLayer('embedding').setWeights(weights.slice(2));
  tf.dispose(weights);
  plain.model.dispose();
  return { ...plain, model, distance: euclidean };
}

type Cut = { at?: number; resume?: Checkpoint; hooks?: readonly Hook[]; seed?: number; chunk?: number };

/** A run with all there is, cut after a step or not, and its last checkpoint as bytes. */
async function run({ at, resume, hooks = [], seed = 3, chunk }: Cut = {}): Promise<{
  bytes: Uint8Array;
  history: readonly number[];
  weights: number[][];
}> {
  const encoder = makeEncoder();
  const loss = crossBatchMemory(supervisedContrastive(), { size: 36, dimensions: 8 });
  const slow = (weight: tf.Variable): number => (weight.name.startsWith('conv') ? 0.1 : 1);
  const optimizer = clipNorm(
    1,
    weightDecay(
      0.01,
      rateFactors(slow, () => tf.train.adam(0.02)),
    ),
  );
  let bytes: Uint8Array = new Uint8Array();
  const cut: Hook = { name: 'cut', onStep: ({ step }) => (step === at ? 'stop' : undefined) };
  try {
    const { history } = await fit(encoder, data, {
      loss,
      batches: groups({ classes: 4, perClass: 3 }),
      steps,
      seed,
      accumulate: 2,
      ...(chunk === undefined ? {} : { chunk }),
      optimizer,
      learningRate: warmUpCosine({ peak: 0.02, warmUp: 2 }),
      hooks: [
        ...hooks,
        averageWeights({ decay: 0.9 }),
        earlyStopping({ every: 2, patience: 9 }),
        warnOnCollapse({ window: 3, say: () => undefined }),
        cut,
        keepLast({ every: 100, write: (written) => void (bytes = written) }),
      ],
      ...(resume === undefined ? {} : { resume }),
    });
    const weights = await Promise.all(encoder.model.getWeights().map(async (weight) => [...(await weight.data())]));
    return { bytes, history, weights };
  } finally {
    encoder.model.dispose();
    optimizer.dispose();
    tf.dispose([...loss.memory!]);
  }
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each([undefined, 8])(
    'cut after any step and resumed, a run ends in the same bytes as one that was never cut (chunk %s)',
    async (chunk) => {
      const o = chunk === undefined ? {} : { chunk };
      const whole = await run(o);
      expect(whole.history).toHaveLength(steps);
      // 1: within the warm-up and before the memory is full; 3: within a look of early stopping.
      for (const at of chunk === undefined ? [1, 3] : [3]) {
        const { bytes, history } = await run({ ...o, at });
        expect(history).toEqual(whole.history.slice(0, at));
        const resumed = await run({ ...o, resume: checkpointFrom(bytes, 'last.safetensors') });
        expect(resumed.history).toEqual(whole.history);
        expect(Buffer.compare(resumed.bytes, whole.bytes)).toBe(0);
        expect(resumed.weights).toEqual(whole.weights);
      }
    },
  );

  test('every optimiser of TensorFlow.js goes on exactly', async () => {
    const batches = groups({ classes: 3, perClass: 2 });
    for (const make of [
      () => tf.train.sgd(0.1),
      () => tf.train.momentum(0.1, 0.9),
      () => tf.train.rmsprop(0.01, 0.9, 0.5),
      () => tf.train.adagrad(0.1),
      () => tf.train.adadelta(0.1),
      () => tf.train.adamax(0.01),
    ]) {
      const ends = [];
      for (const at of [3, 1]) {
        const encoder = tinyPictureEncoder();
        let bytes: Uint8Array = new Uint8Array();
        const go = async (resume: Checkpoint | undefined, until: number): Promise<void> => {
          const optimizer = make();
          const hooks: Hook[] = [
            { name: 'cut', onStep: ({ step }) => (step === until ? 'stop' : undefined) },
            keepLast({ every: 9, write: (written) => void (bytes = written) }),
          ];
          const options = { loss: supervisedContrastive(), batches, steps: 3, seed: 1, optimizer, hooks };
          await fit(encoder, data, { ...options, ...(resume === undefined ? {} : { resume }) });
          optimizer.dispose();
          // Momentum and RMSProp forget what they inherit.
          for (const kept of Object.values(optimizer)) {
            if (kept instanceof tf.Tensor && !kept.isDisposed) kept.dispose();
            if (!Array.isArray(kept)) continue;
            for (const { variable } of kept as { variable: tf.Variable }[])
              if (!variable.isDisposed) variable.dispose();
          }
        };
        await go(undefined, at);
        if (at < 3) await go(checkpointFrom(bytes, 'last'), 3);
        ends.push(Buffer.from(bytes).toString('base64'));
        encoder.model.dispose();
      }
      expect(ends[1]).toBe(ends[0]);
    }
  });
});

describe('on cpu', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('keepBest writes where the measure is best, also across a cut, and weightsFrom gives those weights', async () => {
    const values = [5, 2, 4, 1.5, 3];
    const kept: Checkpoint[] = [];
    const watch = () =>
      keepBest({
        every: 1,
        measure: () => values.shift()!,
        write: (bytes) => void kept.push(checkpointFrom(bytes, 'best')),
      });
    const { bytes } = await run({ at: 2, hooks: [watch()] });
    await run({ resume: checkpointFrom(bytes, 'last'), hooks: [watch()] });
    expect(kept.map(({ step }) => step)).toEqual([1, 2, 4]);
    const encoder = makeEncoder();
    weightsFrom(encoder, kept[2]!);
    const [first] = encoder.model.getWeights();
    expect([...(await first!.data())]).toEqual([...kept[2]!.arrays.get('weights/0/conv/kernel')!.values]);
    encoder.model.dispose();
    const other = tinyPictureEncoder();
    expect(() => weightsFrom(other, kept[2]!)).toThrow(
      'weightsFrom: checkpoint must have the weights of the same network and loss: weights/2/embedding/kernel of shape [24, 8], got none',
    );
    other.model.dispose();
  });

  test('a checkpoint of another seed is refused, and a finished one has nothing left to do', async () => {
    const { bytes, history, weights } = await run();
    const last = checkpointFrom(bytes, 'last');
    await expect(run({ resume: last, seed: 4 })).rejects.toThrow(
      'fit: seed must be 3, that of the run that resume goes on with, got 4',
    );
    const again = await run({ resume: last });
    expect(again.history).toEqual(history);
    expect(again.weights).toEqual(weights);
  });

  test('a checkpoint file is safetensors: a length, JSON, numbers', async () => {
    const { bytes } = await run({ at: 1 });
    const size = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))) as Record<string, unknown>;
    expect(header['weights/0/conv/kernel']).toEqual({ dtype: 'F32', shape: [3, 3, 1, 6], data_offsets: [0, 216] });
    expect(Object.keys(header)).toEqual(
      expect.arrayContaining(['optimizer/inner/inner/x0.1/accumulatedSecondMoment/1', 'hooks/average/0', 'history']),
    );
    // Within a larger buffer, as Node reads small files.
    const within = new Uint8Array(bytes.length + 5).subarray(5);
    within.set(bytes);
    expect(Buffer.compare(checkpointBytes(checkpointFrom(within, 'last')), bytes)).toBe(0);
    expect(
      Buffer.compare(checkpointBytes(checkpointFrom(Buffer.from(within) as unknown as Uint8Array, 'last')), bytes),
    ).toBe(0);
  });

  test('a file that is cut short, foreign, damaged or newer is named', async () => {
    const { bytes } = await run({ at: 1 });
    const read = (damaged: Uint8Array) => () => checkpointFrom(damaged, 'runs/a/last.safetensors');
    for (const length of [0, 7, 100, bytes.length - 1]) {
      expect(read(bytes.slice(0, length))).toThrow(/^runs\/a\/last\.safetensors is no checkpoint that can be read: /);
    }
    expect(read(new TextEncoder().encode('{"weights": [1, 2, 3, 4, 5, 6]}'))).toThrow(SyntaxError);
    const text = Buffer.from(bytes).toString('latin1');
    const changed = (from: string, to: string) => Uint8Array.from(Buffer.from(text.replace(from, to), 'latin1'));
    expect(read(changed('\\"format\\":1', '\\"format\\":2'))).toThrow(
      'runs/a/last.safetensors is a checkpoint of format 2; this version reads 1 at most',
    );
    expect(read(changed('[0,216]', '[4,216]'))).toThrow(/weights\/0\/conv\/kernel must be 216 bytes/);
    expect(read(changed('"F32"', '"F16"'))).toThrow(SyntaxError);
  });
});
