import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import {
  type BatchLoss,
  binaryCrossEntropy,
  cosFace,
  createSiamese,
  euclidean,
  evaluate,
  fit,
  type FitResult,
  ge2e,
  groups,
  onDistance,
  pairs,
  supervisedContrastive,
} from '@siamese/core';
import { tacotron } from '../front-end/presets.ts';
import { lstmStack, melCnnLstm, melCnnPool, type Network, tdnn } from '../networks/index.ts';
import { type AudioEncoder, createAudioEncoder } from './create-audio-encoder.ts';
import { tinyVoices } from './voices.testing.ts';

beforeAll(() => tf.setBackend('onnx'));

const train = tinyVoices({ voices: 24, each: 3, seconds: 0.5, seed: 1 });
const unseen = tinyVoices({ voices: 10, each: 4, seconds: 0.5, seed: 2 });

const make = (network: Network): AudioEncoder =>
  createAudioEncoder({
    seed: 1,
    frontEnd: { ...tacotron, sampleRate: 8000, fft: 512, window: 400, hop: 160, mels: 24, highest: 4000 },
    dimensions: 16,
    seconds: 0.32,
    network,
  });

function expectToFall({ history }: FitResult): void {
  const mean = (losses: readonly number[]) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  expect(mean(history.slice(-5))).toBeLessThan(0.8 * mean(history.slice(0, 5)));
}

/** Chance is 0.5. */
const farBelowChance = 0.25;

const optimizer = () => tf.train.adam(3e-3);

test.each<[string, () => BatchLoss, Network]>([
  ['GE2E softmax', () => ge2e(), (o) => lstmStack({ ...o, layers: 1, units: 32 })],
  ['GE2E contrast', () => ge2e({ kind: 'contrast' }), (o) => melCnnLstm({ ...o, depth: 16, dropout: 0 })],
  ['supervised contrastive', () => supervisedContrastive(), (o) => tdnn({ ...o, width: 16, blocks: 1 })],
  [
    'additive margin',
    () => cosFace({ classes: [...new Set(train.labels)], dimensions: 16, seed: 1, scale: 16, margin: 0.2 }),
    (o) => melCnnPool({ ...o, depth: 8 }),
  ],
])('%s over crops, four of each of eight voices that have three recordings', async (_, lossOf, network) => {
  const encoder = make(network);
  const loss = lossOf();
  const adam = optimizer();
  const result = await fit(encoder, train, {
    loss,
    batches: groups({ classes: 8, perClass: 4, repeat: true }),
    steps: 60,
    seed: 1,
    optimizer: adam,
  });
  expectToFall(result);
  const { eer } = await evaluate(encoder, unseen);
  expect(eer!.value).toBeLessThan(farBelowChance);
  tf.dispose([...(loss.variables ?? [])]);
  adam.dispose();
  encoder.model.dispose();
});

test('a siamese with a distance head, as AudioSiamese, on pairs', async () => {
  const siamese = createSiamese({
    encoder: make((o) => melCnnLstm({ ...o, depth: 16, dropout: 0 })),
    head: onDistance(euclidean),
    seed: 1,
  });
  const adam = optimizer();
  const result = await fit(siamese, train, {
    loss: binaryCrossEntropy(),
    batches: pairs({ size: 32 }),
    steps: 80,
    seed: 1,
    optimizer: adam,
  });
  expectToFall(result);
  const { eer } = await evaluate(siamese, unseen);
  expect(eer!.value).toBeLessThan(farBelowChance);
  adam.dispose();
  siamese.a.model.dispose();
  siamese.head.model.dispose();
});
