import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import { createRandom, embedBatch } from '@siamese/core';
import { valuesOf } from '@siamese/testing';
import { exportOnnx, loadOnnx } from '@siamese/onnx/export';
import { resemblyzer } from '../front-end/presets.ts';
import { lstmStack, melCnnLstm, melCnnPool, type Network, tdnn } from '../networks/index.ts';
import { createAudioEncoder } from './create-audio-encoder.ts';

beforeAll(() => tf.setBackend('onnx'));

const networks: [string, Network][] = [
  ['melCnnLstm', (o) => melCnnLstm({ ...o, depth: 4 })],
  ['melCnnPool', (o) => melCnnPool({ ...o, depth: 4 })],
  ['lstmStack', (o) => lstmStack({ ...o, units: 6 })],
  ['tdnn', (o) => tdnn({ ...o, width: 8, blocks: 2 })],
];

test.each(networks)(
  '%s exported gives what the encoder gives, to 1e-5, for any number of items and frames',
  async (_, network) => {
    const encoder = createAudioEncoder({ seed: 1, frontEnd: { ...resemblyzer, mels: 5 }, dimensions: 4, network });
    const exported = await loadOnnx(await exportOnnx(encoder));
    expect(exported.inputs.map(({ name }) => name)).toEqual(['x', 'mask']);
    const random = createRandom(1);
    for (const [items, frames] of [
      [1, 24],
      [3, 24],
      [3, 37],
    ] as const) {
      const x = tf.tensor3d(
        Float32Array.from({ length: items * frames * 5 }, () => random.normal()),
        [items, frames, 5],
      );
      const lengths = [frames, 13, 6];
      const mask = tf.tensor2d(
        Array.from({ length: items }, (_, n) => Array.from({ length: frames }, (_, t) => Number(t < lengths[n]!))),
      );
      const ours = await valuesOf(() => embedBatch(encoder, { x, mask }));
      const [output] = await exported(x, mask);
      const theirs = await output!.data();
      ours.forEach((value, i) => expect(Math.abs(value - theirs[i]!)).toBeLessThan(1e-5));
      tf.dispose([x, mask, output!]);
    }
    await exported.dispose();
    encoder.model.dispose();
  },
);
