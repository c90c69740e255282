import { onEachBackend } from '@siamese/testing';
import { dimensionsOf } from './encoder.ts';
import { encoderAt } from './encoder-at.ts';
import { memoryStore, readModel, writeModel } from './store/index.ts';
import { tinyPictureEncoder, tinyPictures } from './tiny-encoders.testing.ts';
import { embed } from './verbs/index.ts';

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  it('gives the flattened output of a layer, shares weights, and is saved whole', async () => {
    const encoder = tinyPictureEncoder();
    encoder.calibration = { threshold: 0, target: 'eer', far: 0, frr: 0, measuredOn: 'a test', pairs: 1 };
    const map = encoderAt({ ...encoder, normalize: false }, 'conv');
    // An 8 x 8 picture through 3 x 3 kernels at a stride of 3, 6 of them.
    expect(dimensionsOf(map)).toBe(24);
    expect(map).not.toHaveProperty('calibration');
    const { items } = tinyPictures({ classes: 2, perClass: 2 });
    const rows = await embed(map, items);
    // By hand: the kernel's bias and its first place, then ReLU.
    const [kernel, bias] = await Promise.all(
      encoder.model
        .getLayer('conv')
        .getWeights()
        .map((weight) => weight.data()),
    );
    let sum = bias![0]!;
    for (let y = 0; y < 3; y++) for (let x = 0; x < 3; x++) sum += kernel![(3 * y + x) * 6]! * items[0]![8 * y + x]!;
    expect(rows.values[0]).toBeCloseTo(Math.max(0, sum), 5);
    // A layer that ends flat already stays as it is.
    expect(await embed(encoderAt({ ...encoder, normalize: false }, 'flat'), items)).toEqual(rows);

    const store = memoryStore();
    await writeModel(store, map);
    const read = await readModel(store);
    if (!('encoder' in read)) throw new Error('expected an encoder');
    expect(read.encoder.model.outputs[0]!.shape).toEqual([null, 24]);
    read.encoder.model.dispose();
    encoder.model.dispose();
  });
});

it('says which layers there are', () => {
  const encoder = tinyPictureEncoder();
  expect(() => encoderAt(encoder, 'pool')).toThrow(
    /encoderAt: layer must be one of conv.*, flat, embedding, got 'pool'/,
  );
  encoder.model.dispose();
});
