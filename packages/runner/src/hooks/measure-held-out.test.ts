import * as tf from '@tensorflow/tfjs';
import { euclidean, type Encoder, type StepEvent } from '@siamese/core';
import { measureHeldOut, type HeldOut } from './measure-held-out.ts';

beforeAll(() => tf.setBackend('cpu'));

/** Items are numbers, and are embedded as they are, times what is trained. */
function encoder(prepare = (items: readonly number[]) => tf.tensor2d([...items], [items.length, 1])): Encoder<number> {
  return {
    model: tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [1] })] }),
    prepare: async (items) => ({ x: prepare(items) }),
    distance: euclidean,
    normalize: false,
    modality: 'numbers',
    preparation: {},
  };
}

const at = async (hook: HeldOut, step: number) => {
  await hook.onStep!({ step } as StepEvent);
  return hook.found();
};

it('measures all pairs of the items every so many steps that 200 items were trained on for each', async () => {
  const of = encoder();
  // Distances of same pairs: 1, 1; of different ones: 2, 3, 3, 4: told apart without an error.
  const apart = measureHeldOut(of, { items: [0, 1, 3, 4], labels: ['a', 'a', 'b', 'b'] }, { items: 400 });
  expect(await at(apart, 1)).toEqual({});
  expect(await at(apart, 2)).toEqual({ calibrationEer: 0 });
  expect(await at(apart, 3)).toEqual({});
  expect(await at(apart, 4)).toEqual({ calibrationEer: 0 });
  // Same: 2, 2; different: 1, 1, 1, 3, of which all but one are nearer than any same pair.
  const mixed = measureHeldOut(of, { items: [0, 2, 1, 3], labels: ['a', 'a', 'b', 'b'] }, { items: 800 });
  expect((await at(mixed, 1)).calibrationEer).toBeCloseTo(0.75, 10);
  of.model.dispose();
});

it('takes 160 items of 40 classes at most, of each alike', async () => {
  let seen: readonly number[] = [];
  const of = encoder((items) => {
    seen = [...seen, ...items];
    return tf.tensor2d([...items], [items.length, 1]);
  });
  const items = Array.from({ length: 2000 }, (_, i) => i);
  const labels = items.map((i) => `class ${i % 100}`);
  const hook = measureHeldOut(of, { items, labels }, { items: 32_000 });
  expect(await at(hook, 1)).toEqual({ calibrationEer: expect.any(Number) });
  expect(seen).toHaveLength(160);
  expect(new Set(seen.map((i) => i % 100)).size).toBe(40);
  of.model.dispose();
});

it('measures nothing without items, without a same or a different pair, or where a weight is no number', async () => {
  const of = encoder(() => tf.tensor2d([[NaN], [NaN], [NaN], [NaN]]));
  for (const data of [
    undefined,
    { items: [], labels: [] },
    { items: [1, 2], labels: ['a', 'a'] },
    { items: [1, 2], labels: ['a', 'b'] },
    { items: [1, 2, 3, 4], labels: ['a', 'a', 'b', 'b'] },
  ]) {
    const hook = measureHeldOut(of, data, { items: 1000 });
    expect(await at(hook, 1)).toEqual({});
  }
  of.model.dispose();
});
