import { openFeatures, tacotron, type Waveform } from '@siamese/audio';
import sharp from 'sharp';

/** A small picture of what is heard: time to the right, pitch upwards, loud is bright. */
const frontEnd = { ...tacotron, sampleRate: 16_000, mels: 48, log: { ...tacotron.log!, floor: 1e-4 } };

const [widest, height] = [128, 48];

/** The bytes of a WebP file of a recording's mel spectrogram. */
export async function spectrogram({ samples, sampleRate }: Waveform): Promise<Uint8Array> {
  const features = await openFeatures({ ...frontEnd, sampleRate, highest: Math.min(8000, sampleRate / 2) });
  const values = features.of(samples);
  const { mels } = frontEnd;
  const frames = values.length / mels;
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = Math.max(
    values.reduce((a, b) => Math.min(a, b), Infinity),
    most - 7,
  );
  const pixels = new Uint8Array(frames * mels);
  for (let t = 0; t < frames; t++) {
    for (let m = 0; m < mels; m++) {
      const share = (values[t * mels + m]! - least) / Math.max(1e-6, most - least);
      pixels[(mels - 1 - m) * frames + t] = 255 * Math.max(0, share);
    }
  }
  const picture = sharp(pixels, { raw: { width: frames, height: mels, channels: 1 } });
  const width = Math.min(widest, Math.max(16, frames));
  return new Uint8Array(await picture.resize(width, height, { fit: 'fill' }).webp({ quality: 70 }).toBuffer());
}
