import { euclidean, type Encoder, evaluateInDetail } from '@siamese/core';
import * as tf from '@tensorflow/tfjs';
import { compareModels, comparedWords } from './compare-models.ts';

beforeAll(() => tf.setBackend('cpu'));

/** Items are numbers; the second model sees them blurred by a function of the item alone. */
function encoder(blur: number): Encoder<number> {
  return {
    model: tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [1] })] }),
    prepare: async (items) => ({ x: tf.tensor2d(items.map((item) => [item + blur * Math.sin(1e4 * item)])) }),
    distance: euclidean,
    normalize: false,
    modality: 'numbers',
    preparation: {},
  };
}

const labels = Array.from({ length: 120 }, (_, i) => `class ${Math.floor(i / 4)}`);
const test = { items: labels.map((_, i) => Math.floor(i / 4) + 0.2 * Math.sin(i)), labels };
const measured = async (blur: number) => {
  const of = encoder(blur);
  return { encoder: of, test, measured: await evaluateInDetail(of, test, { seed: 1, trials: 20 }) };
};

it('says of each figure how much better one is, and of a model against itself nothing', async () => {
  const [good, bad] = [await measured(0), await measured(0.5)];
  const compared = await compareModels(good, bad, { seed: 1 });
  expect(compared.map(({ key }) => key)).toEqual(['eer', 'auc', 'averagePrecision', 'minDcf', 'minCllr', 'recallAt1']);
  for (const { first, second, difference, p } of compared) {
    expect(difference).toBeCloseTo(first - second, 10);
    expect(p).toBeLessThan(0.05);
  }
  const [eer] = compared;
  expect(eer!.first).toBe(good.measured.figures.eer.value);
  expect(comparedWords(eer!)).toMatch(/^equal error rate: [\d.]+ % against [\d.]+ %, -[\d.]+ % \(.*\), p .*: better$/);
  expect(compared.at(-1)!.first).toBe(good.measured.figures.recallAt1!.value);
  expect(comparedWords(compared.at(-1)!)).toMatch(/^nearest is of the class: .*: better$/);

  for (const same of await compareModels(good, good, { seed: 1 })) {
    expect(same).toMatchObject({ difference: 0, p: 1 });
    expect(comparedWords(same)).toMatch(/no difference/);
  }
  await expect(compareModels(good, { ...bad, test: { items: [1], labels: ['a'] } }, { seed: 1 })).rejects.toThrow(
    'the same items',
  );
  for (const { encoder: of } of [good, bad]) of.model.dispose();
});
