import * as tf from '@tensorflow/tfjs';
import { createRandom } from '@siamese/core';
import { onEachBackend, valuesOf } from '@siamese/testing';
import { lstmStack, melCnnLstm, melCnnPool, type Network, type NetworkOptions, tdnn, waveCnn } from './index.ts';

const mel = { features: 80, dimensions: 256, seed: 1 };

function used<T>(model: tf.LayersModel, use: (model: tf.LayersModel) => T): T {
  try {
    return use(model);
  } finally {
    model.dispose();
  }
}

describe('the number of weights', () => {
  it.each<[string, () => tf.LayersModel, number]>([
    ['mel CNN1D + LSTM', () => melCnnLstm(mel), 2_669_184],
    ['mel CNN1D, pooled', () => melCnnPool(mel), 2_012_800],
    ['mel CNN1D, pooled, 128 dimensions', () => melCnnPool({ ...mel, dimensions: 128 }), 1_947_264],
    ['raw wave', () => waveCnn({ features: 1, dimensions: 128, seed: 1 }), 1_059_072],
    ['3 x LSTM 256', () => lstmStack({ features: 40, dimensions: 256, seed: 1 }), 1_420_544],
    ['3 x LSTM 256 of 80 mels', () => lstmStack(mel), 1_461_504],
    ['raw wave, 256 dimensions', () => waveCnn({ ...mel, features: 1 }), 1_124_608],
    ['time-delay, 256 dimensions', () => tdnn(mel), 2_117_952],
    ['time-delay', () => tdnn({ ...mel, dimensions: 192 }), 2_052_352],
  ])('%s', (_, make, count) => used(make(), (model) => expect(model.countParams()).toBe(count)));

  it('of the mel CNN1D + LSTM, layer by layer', () =>
    used(melCnnLstm(mel), (model) => {
      const counts = model.layers.filter((layer) => layer.weights.length > 0).map((layer) => layer.countParams());
      const [convolutions, rest] = [
        [71_808, 512, 164_096, 1_024, 196_864, 393_728, 2_048, 786_944, 262_656, 2_048],
        [787_456],
      ];
      expect(counts).toEqual([...convolutions!, ...rest!]);
      const trainable = model.trainableWeights.reduce(
        (sum, { shape }) => sum + shape.reduce<number>((product, length) => product * length!, 1),
        0,
      );
      expect(trainable).toBe(2_666_368);
    }));
});

/** Each network, narrow enough for the slowest backend, and how many steps it makes one of. */
const narrow: readonly [string, Network, number, number][] = [
  ['melCnnLstm', (o) => melCnnLstm({ ...o, depth: 4 }), 5, 4],
  ['melCnnPool', (o) => melCnnPool({ ...o, depth: 4 }), 5, 4],
  ['melCnnPool by means', (o) => melCnnPool({ ...o, depth: 4, pooling: 'mean' }), 5, 4],
  ['waveCnn', (o) => waveCnn({ ...o, depth: 2 }), 1, 128],
  ['lstmStack', (o) => lstmStack({ ...o, units: 6 }), 5, 1],
  ['tdnn', (o) => tdnn({ ...o, width: 8, blocks: 2 }), 5, 4],
];

/** An item of so many steps; padding after it that no embedding may notice. */
function padded(item: readonly number[][], steps: number, noise: number): number[][] {
  const width = item[0]!.length;
  return [...item, ...Array.from({ length: steps - item.length }, () => Array<number>(width).fill(noise))];
}

const maskOf = (length: number, steps: number): number[] => Array.from({ length: steps }, (_, t) => Number(t < length));

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  it.each(narrow)('%s embeds an item in a padded batch as it does alone', async (_, network, features, shortens) => {
    const o: NetworkOptions = { features, dimensions: 3, seed: 1 };
    const model = network(o);
    await trained(model, features, 12 * shortens);
    const random = createRandom(7, 'items');
    const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12].map((length) =>
      shortens < 100 ? length : Math.max(1, length * shortens - random.int(shortens)),
    );
    const items = lengths.map((length) =>
      Array.from({ length }, () => Array.from({ length: features }, () => random.normal())),
    );
    const most = Math.max(...lengths);
    // Odd numbers of steps too: a stride must not begin elsewhere.
    for (const steps of backend === 'cpu' ? [most, most + 1] : [most, most + 1, most + 2, most + 3]) {
      const batch = await valuesOf(
        () =>
          model.apply([
            tf.tensor3d(items.map((item) => padded(item, steps, 5))),
            tf.tensor2d(lengths.map((length) => maskOf(length, steps))),
          ]) as tf.Tensor,
      );
      for (const [i, item] of items.entries()) {
        const alone = await valuesOf(() => model.apply([tf.tensor3d([item]), tf.ones([1, item.length])]) as tf.Tensor);
        alone.forEach((value, k) => expect(Math.abs(value - batch[3 * i + k]!)).toBeLessThan(1e-5));
      }
    }
    model.dispose();
  });

  it('what is behind an item’s end does not change how a batch is trained', async () => {
    for (const [, network, features, shortens] of narrow) {
      const steps = 5 * shortens;
      const random = createRandom(3, 'items');
      const lengths = [steps, steps - 1, Math.ceil(steps / 2)];
      const items = lengths.map((length) =>
        Array.from({ length }, () => Array.from({ length: features }, () => random.normal())),
      );
      const results: number[][] = [];
      for (const [length, noise] of [
        [steps, 0],
        [steps + 3, 9],
      ] as const) {
        const model = network({ features, dimensions: 3, seed: 1 });
        for (const layer of model.layers) if (layer.getClassName() === 'Dropout') Object.assign(layer, { rate: 0 });
        const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const x = tf.tensor3d(items.map((item) => padded(item, length, noise)));
        const mask = tf.tensor2d(lengths.map((count) => maskOf(count, length)));
        const { value, grads } = tf.variableGrads(
          () => tf.mean(tf.square(model.apply([x, mask], { training: true }) as tf.Tensor)) as tf.Scalar,
          variables,
        );
        const found = await Promise.all(variables.map(async ({ name }) => [...(await grads[name]!.data())]));
        const averages = await Promise.all(
          model.layers.flatMap((layer) =>
            layer.nonTrainableWeights.map(async (weight) => [...(await weight.read().data())]),
          ),
        );
        results.push([...(await value.data()), ...found.flat(), ...averages.flat()]);
        tf.dispose([value, grads, x, mask]);
        model.dispose();
      }
      const [first, second] = results;
      const scale = Math.max(1, ...first!.map(Math.abs));
      first!.forEach((number, i) => expect(Math.abs(number - second![i]!)).toBeLessThan(1e-4 * scale));
    }
  });
});

/** Moves the averages of batch normalisation away from 0 and 1, as training does. */
async function trained(model: tf.LayersModel, features: number, steps: number): Promise<void> {
  const random = createRandom(5, 'training');
  const values = Float32Array.from({ length: 2 * steps * features }, () => 1 + 2 * random.normal());
  const output = tf.tidy(
    () =>
      model.apply([tf.tensor3d(values, [2, steps, features]), tf.ones([2, steps])], { training: true }) as tf.Tensor,
  );
  await output.data();
  output.dispose();
}

test.each(narrow)('%s starts from the seed and nothing else, under the same names', async (_, network, features) => {
  const [a, b, c] = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const model = network({ features, dimensions: 2, seed });
      const weights = await Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));
      const names = model.layers.map(({ name }) => name);
      model.dispose();
      return { weights: weights.flat(), names };
    }),
  );
  expect(a).toEqual(b);
  expect(a!.names).toEqual(c!.names);
  expect(a!.weights).not.toEqual(c!.weights);
});

test('options out of range are refused', () => {
  expect(() => melCnnLstm({ ...mel, depth: 0 })).toThrow(RangeError);
  expect(() => melCnnLstm({ ...mel, depth: 1, dropout: 1 })).toThrow(RangeError);
  expect(() => lstmStack({ ...mel, layers: 0 })).toThrow('lstmStack: layers must be a positive integer, got 0');
  expect(() => tdnn({ ...mel, width: 1.5 })).toThrow(RangeError);
});
