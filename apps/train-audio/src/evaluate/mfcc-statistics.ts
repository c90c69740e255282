import * as tf from '@tensorflow/tfjs';
import { cosine, type Encoder } from '@siamese/core';
import { type AudioItem, decodeAudio, librosa, type MelFrontEnd, openFeatures } from '@siamese/audio';

/** Mel-frequency cepstral coefficients, the first one (how loud it is) among them. */
const coefficients = 20;

const frontEnd: MelFrontEnd = { ...librosa, sampleRate: 16_000, fft: 512, window: 512, hop: 160, highest: 8000 };

/**
 * What every figure is set beside: the mean and the deviation over time of 20 mel-frequency cepstral coefficients as librosa
 * takes them, compared by cosine. Nothing is learned.
 *
 * @param encoder whose modality and preparation it takes over
 */
export function mfccStatistics(encoder: Pick<Encoder<AudioItem>, 'modality' | 'preparation'>): Encoder<AudioItem> {
  const { modality, preparation } = encoder;
  const width = 2 * coefficients;
  const model = tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [width] })] });
  return {
    model,
    async prepare(items) {
      const features = await openFeatures(frontEnd);
      const x = new Float32Array(items.length * width);
      for (const [n, item] of items.entries()) {
        const { samples } = await decodeAudio(item, { sampleRate: frontEnd.sampleRate });
        x.set(statisticsOf(cepstrum(features.of(samples))), n * width);
      }
      return { x: tf.tensor2d(x, [items.length, width]) };
    },
    distance: cosine,
    normalize: true,
    modality,
    preparation,
  };
}

/** The orthonormal cosine transform of each frame, its first coefficients. */
function cepstrum(bands: Float32Array): Float32Array {
  const { mels } = frontEnd;
  const frames = bands.length / mels;
  const out = new Float32Array(frames * coefficients);
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < coefficients; k++) {
      let sum = 0;
      for (let m = 0; m < mels; m++) sum += waves[k * mels + m]! * bands[t * mels + m]!;
      out[t * coefficients + k] = sum;
    }
  }
  return out;
}

const waves = Float64Array.from({ length: coefficients * frontEnd.mels }, (_, i) => {
  const [k, m] = [Math.floor(i / frontEnd.mels), i % frontEnd.mels];
  return Math.sqrt((k === 0 ? 1 : 2) / frontEnd.mels) * Math.cos((Math.PI * k * (m + 0.5)) / frontEnd.mels);
});

/** The mean and the deviation of each column. */
function statisticsOf(values: Float32Array): Float32Array {
  const frames = values.length / coefficients;
  const out = new Float32Array(2 * coefficients);
  for (let k = 0; k < coefficients; k++) {
    let [sum, squares] = [0, 0];
    for (let t = 0; t < frames; t++) {
      const value = values[t * coefficients + k]!;
      sum += value;
      squares += value * value;
    }
    const mean = sum / frames;
    out[k] = mean;
    out[coefficients + k] = Math.sqrt(Math.max(0, squares / frames - mean * mean));
  }
  return out;
}
