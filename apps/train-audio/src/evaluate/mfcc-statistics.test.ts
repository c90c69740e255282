import * as tf from '@tensorflow/tfjs';
import { embed } from '@siamese/core';
import { mfccStatistics } from './mfcc-statistics.ts';

beforeAll(() => tf.setBackend('cpu'));

/** Mean and deviation of `librosa.feature.mfcc(y, sr=16000, n_mfcc=20, n_fft=512, hop_length=160)`, librosa 0.11, at length 1. */
const expected = [
  -0.90761, 0.23783, 0.05497, -0.08198, -0.14601, -0.12417, -0.06171, -0.01198, -0.00208, -0.01806, -0.02665, -0.00628,
  0.03456, 0.06684, 0.06549, 0.02886, -0.02164, -0.05757, -0.06203, -0.03776, 0.1984, 0.03182, 0.0415, 0.02111, 0.04092,
  0.0404, 0.02192, 0.00981, 0.00573, 0.00863, 0.01461, 0.01004, 0.00766, 0.0188, 0.02013, 0.00992, 0.00593, 0.01534,
  0.01532, 0.00765,
];

it('is the mean and the deviation of what librosa gives, at length 1', async () => {
  const samples = Float32Array.from(
    { length: 8000 },
    (_, i) => 0.3 * Math.sin(i / 5) + (0.2 * Math.sin(i / 3) * (i % 2000)) / 2000,
  );
  const encoder = mfccStatistics({ modality: 'audio', preparation: {} });
  const { values } = await embed(encoder, [{ samples, sampleRate: 16_000 }]);
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(Math.abs(values[i]! - value)).toBeLessThan(1e-3));
  encoder.model.dispose();
});
