import * as tf from '@tensorflow/tfjs';
import { driveDropout } from './drive-dropout.ts';
import { seededDropout } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const modelOf = (...layers: tf.layers.Layer[]): tf.LayersModel => {
  const input = tf.input({ shape: [50] });
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
};

const applied = (model: tf.LayersModel, training: boolean): number[] =>
  tf.tidy(() => [...(model.apply(tf.ones([4, 50]), { training }) as tf.Tensor).dataSync()]);

test('drops about the rate, divides the rest by 1 - rate, and does nothing outside training', () => {
  const model = modelOf(seededDropout({ rate: 0.25, seed: 1 }));
  const values = applied(model, true);
  const dropped = values.filter((value) => value === 0).length;
  expect(dropped).toBeGreaterThan(25);
  expect(dropped).toBeLessThan(75);
  for (const value of values.filter((value) => value !== 0)) expect(value).toBeCloseTo(4 / 3, 6);
  expect(applied(model, false)).toEqual(Array(200).fill(1));
});

test('the mask is a function of seed, layer, step and call', () => {
  const model = modelOf(seededDropout({ rate: 0.5, seed: 1 }));
  const drive = driveDropout([model], 9);
  const at = (step: number) => {
    drive.seek(step);
    return [applied(model, true), applied(model, true)];
  };
  const [first, second] = at(3);
  expect(second).not.toEqual(first);
  expect(at(4)[0]).not.toEqual(first);
  expect(at(3)).toEqual([first, second]);
});

test('its gradient is the mask', () => {
  const model = modelOf(seededDropout({ rate: 0.5, seed: 1 }));
  const drive = driveDropout([model], 9);
  drive.seek(0);
  const mask = applied(model, true);
  drive.seek(0);
  const gradient = tf.tidy(() => [
    ...tf
      .grad((x) => model.apply(x, { training: true }) as tf.Tensor)(tf.ones([4, 50]))
      .dataSync(),
  ]);
  expect(gradient).toEqual(mask);
});

test('it is saved as a standard Dropout, which fit drives to the same masks', async () => {
  const model = modelOf(seededDropout({ rate: 0.5, seed: 3 }));
  const loaded = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as unknown as string));
  expect(loaded.layers[1]!.constructor).toBe(tf.layers.dropout({ rate: 0.5 }).constructor);
  const masks = [model, loaded].map((it) => {
    const drive = driveDropout([it], 9);
    drive.seek(2);
    const values = [applied(it, true), applied(it, true)];
    drive.release();
    return values;
  });
  expect(masks[1]).toEqual(masks[0]);
  expect(Object.hasOwn(loaded.layers[1]!, 'call')).toBe(false);
});

test('a layer whose noise no seed reproduces is refused, inside another model too', () => {
  const inner = modelOf(tf.layers.gaussianNoise({ stddev: 1, name: 'noise' }));
  expect(() => driveDropout([modelOf(inner)], 1)).toThrow(/^fit: the layer noise \(GaussianNoise\) makes noise/);
});

test('a rate that is no probability is refused', () => {
  for (const rate of [-0.1, 1, Number.NaN]) expect(() => seededDropout({ rate, seed: 1 })).toThrow(RangeError);
  expect(() => seededDropout({ rate: 0.5, seed: 0.5 })).toThrow(RangeError);
});
