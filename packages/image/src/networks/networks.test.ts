import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { cnn, deepCnn, lenet, mlp, resnet, smallCnn, wideCnn } from './index.ts';
import type { NetworkOptions } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const grey = { height: 28, width: 28, channels: 1, dimensions: 128, seed: 1 };
function used<T>(model: tf.LayersModel, use: (model: tf.LayersModel) => T): T {
  try {
    return use(model);
  } finally {
    model.dispose();
  }
}
function digest(model: tf.LayersModel): string {
  const hash = createHash('sha256');
  for (const weight of model.getWeights()) hash.update(weight.dataSync());
  return hash.digest('hex');
}

describe.each([
  ['mlp', mlp, 566_144, (o: NetworkOptions) => mlp({ ...o, units: [16] })],
  ['cnn', cnn, 347_392, (o: NetworkOptions) => cnn({ ...o, filters: [2, 4], kernel: 3, units: 16 })],
  ['resnet', resnet, 324_640, (o: NetworkOptions) => resnet({ ...o, widths: [4, 8, 8] })],
] as const)('%s', (_, network, size, narrow) => {
  it(`has ${size} weights and ends at dimensions`, () => {
    used(network(grey), (model) => {
      expect(model.countParams()).toBe(size);
      expect(model.inputs[0]!.shape).toEqual([null, 28, 28, 1]);
      expect(model.outputs[0]!.shape).toEqual([null, 128]);
    });
  });

  it('starts from the seed and nothing else, with the same names', () => {
    const small = { ...grey, height: 16, width: 16, dimensions: 4 };
    const [a, b, c] = [1, 1, 2].map((seed) =>
      used(narrow({ ...small, seed }), (model) => ({
        names: model.layers.map(({ name }) => name),
        weights: digest(model),
      })),
    );
    expect(a).toEqual(b);
    expect(a!.weights).not.toBe(c!.weights);
    expect(a!.names).toEqual(c!.names);
  });

  it('takes colour of other sizes, and gives finite embeddings that differ', () => {
    used(narrow({ height: 20, width: 24, channels: 3, dimensions: 5, seed: 1 }), (model) => {
      const values = Float32Array.from({ length: 2 * 20 * 24 * 3 }, (_, i) => Math.abs(Math.sin(i)));
      const out = tf.tidy(() => [...(model.predict(tf.tensor4d(values, [2, 20, 24, 3])) as tf.Tensor).dataSync()]);
      expect(out).toHaveLength(10);
      expect(out.every(Number.isFinite)).toBe(true);
      expect(out.slice(0, 5)).not.toEqual(out.slice(5));
    });
  });
});

describe('the networks of other systems', () => {
  it.each([
    ['smallCnn', smallCnn, 28, 39_452],
    ['wideCnn', wideCnn, 128, 240_256],
    ['lenet', lenet, 2, 35_729],
  ] as const)('%s has as many weights, and starts from the seed', (_, network, dimensions, size) => {
    const [a, b, c] = [1, 1, 2].map((seed) =>
      used(network({ ...grey, dimensions, seed }), (model) => {
        expect(model.countParams()).toBe(size);
        expect(model.outputs[0]!.shape).toEqual([null, dimensions]);
        return digest(model);
      }),
    );
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('lenet: one slope for each rectifier, 0.25 at first, that is trained', () => {
    used(lenet({ ...grey, dimensions: 2 }), (model) => {
      const slopes = ['slope1', 'slope2', 'slope3'].map((name) => model.getLayer(name).getWeights()[0]!);
      for (const slope of slopes) expect([...slope.dataSync()]).toEqual([0.25]);
      // Smooth, or a pooled place would always be above zero and the first slope never used.
      const values = Float32Array.from({ length: 784 }, (_, i) => Math.sin(i / 50));
      const trained = model.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val);
      const gradients = tf.tidy(() => {
        const f = (): tf.Scalar => tf.sum(model.apply(tf.tensor4d(values, [1, 28, 28, 1])) as tf.Tensor);
        const { grads } = tf.variableGrads(f, trained);
        return Object.values(grads).map((gradient) => tf.sum(tf.abs(gradient)).dataSync()[0]!);
      });
      expect(gradients).toHaveLength(11);
      for (const size of gradients) expect(size).toBeGreaterThan(0);
    });
    expect(() => lenet({ ...grey, height: 15 })).toThrow(/at least 16 x 16, got 28 x 15/);
  });

  it('deepCnn has 2,629,248 weights, and drops values in training only', () => {
    used(deepCnn({ ...grey, height: 8, width: 8, dimensions: 28 }), (model) => {
      expect(model.countParams()).toBe(2_629_248);
      const outputs = (training: boolean) =>
        tf.tidy(() => [...(model.apply(tf.ones([1, 8, 8, 1]), { training }) as tf.Tensor).dataSync()]);
      const still = outputs(false);
      expect(outputs(false)).toEqual(still);
      expect(outputs(true)).not.toEqual(still);
    });
  });
});

describe('starting weights', () => {
  it('are as wide as Glorot and He say', () => {
    used(mlp(grey), (model) => {
      const kernel = [...model.getWeights()[0]!.dataSync()];
      const reach = Math.sqrt(6 / (784 + 512));
      expect(kernel.every((value) => Math.abs(value) <= reach)).toBe(true);
      const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
      expect(variance / (reach ** 2 / 3)).toBeCloseTo(1, 1);
    });
    used(resnet(grey), (model) => {
      const kernel = [...model.getLayer('stage2_block1_a').getWeights()[0]!.dataSync()];
      const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
      expect(variance / (2 / (9 * 32))).toBeCloseTo(1, 1);
    });
  });
});

describe('options', () => {
  it('resnet takes widths, blocks and a stride', () => {
    used(resnet({ ...grey, widths: [8, 16], blocks: 2, stride: 2 }), (model) => {
      expect(model.layers.filter(({ name }) => /^stage\d_block\d_relu$/.test(name))).toHaveLength(4);
      expect(model.getLayer('stage2_block2_relu').outputShape).toEqual([null, 7, 7, 16]);
    });
    expect(() => resnet({ ...grey, widths: [] })).toThrow(RangeError);
  });
  it('cnn refuses pictures that its convolutions use up', () => {
    expect(() => cnn({ ...grey, width: 8 })).toThrow(/pictures of 8 x 28 are too small for 2 convolutions/);
  });
});
