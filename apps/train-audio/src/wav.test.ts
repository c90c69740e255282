import { decodeAudio } from '@siamese/audio';
import { wavOf } from './wav.ts';

it('writes what decodeAudio reads, to a step and a half of 16 bits; what is louder than 1 is 1', async () => {
  const samples = Float32Array.from({ length: 1000 }, (_, i) => 1.2 * Math.sin(i / 7));
  const read = await decodeAudio(wavOf({ samples, sampleRate: 8000 }));
  expect(read.sampleRate).toBe(8000);
  expect(read.samples).toHaveLength(1000);
  samples.forEach((value, i) => {
    expect(Math.abs(read.samples[i]! - Math.max(-1, Math.min(1, value)))).toBeLessThan(1.6 / 2 ** 15);
  });
});
