import * as tf from '@tensorflow/tfjs';

type RandomLike = {
  float(): number;
  int(below: number): number;
  normal(): number;
  state(): readonly [number, number, number, number];
};

/** Core's `Encoder`, as far as the suite needs it, restated. */
export type EncoderLike<Item> = {
  model: tf.LayersModel;
  prepare(items: readonly Item[], random?: RandomLike): Promise<{ x: tf.Tensor; mask?: tf.Tensor }>;
  distance: { readonly name: string };
  normalize: boolean;
  modality: string;
  preparation: unknown;
};

/**
 * What every encoder keeps: a row for each item, a deterministic preparation that follows its generator when given one, an
 * embedding that does not depend on what else is in the batch, constants that are JSON.
 *
 * @param make makes the encoder; its model is disposed
 * @param items three at least
 * @param random a fresh generator of a seed
 */
export function testEncoder<Item>(
  name: string,
  make: () => EncoderLike<Item>,
  items: readonly Item[],
  random: (seed: number) => RandomLike,
): void {
  describe(`the encoder ${name}`, () => {
    let encoder: EncoderLike<Item>;
    const prepared = async (chosen: readonly Item[], generator?: RandomLike): Promise<number[][]> => {
      const { x, mask } = await encoder.prepare(chosen, generator);
      const tensors = mask === undefined ? [x] : [x, mask];
      for (const tensor of tensors) expect(tensor.shape[0]).toBe(chosen.length);
      const values = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
      tf.dispose(tensors);
      return values;
    };
    const embedded = async (chosen: readonly Item[]): Promise<number[]> => {
      const { x, mask } = await encoder.prepare(chosen);
      const output = encoder.model.apply(mask === undefined ? x : [x, mask]) as tf.Tensor;
      expect(output.shape).toEqual([chosen.length, (encoder.model.outputShape as number[])[1]!]);
      const values = Array.from(await output.data());
      tf.dispose(mask === undefined ? [x, output] : [x, mask, output]);
      return values;
    };

    beforeAll(() => {
      encoder = make();
    });
    afterAll(() => encoder.model.dispose());

    test('prepares a finite row for each item, the same every time, and the same for the same generator', async () => {
      const plain = await prepared(items);
      expect(plain.flat().every(Number.isFinite)).toBe(true);
      expect(await prepared(items)).toEqual(plain);
      expect(await prepared(items, random(1))).toEqual(await prepared(items, random(1)));
    });

    test('embeds an item the same whatever else is in the batch', async () => {
      const all = await embedded(items);
      const width = all.length / items.length;
      for (const [i, item] of items.slice(0, 3).entries()) {
        for (const [k, value] of (await embedded([item])).entries()) expect(value).toBeCloseTo(all[i * width + k]!, 4);
      }
    });

    test('its preparation survives JSON', () => {
      expect(JSON.parse(JSON.stringify(encoder.preparation))).toEqual(encoder.preparation);
      expect(encoder.modality).not.toBe('');
    });
  });
}
