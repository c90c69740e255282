import * as tf from '@tensorflow/tfjs';
import { evaluate } from '@siamese/core';
import { mfccStatistics } from '../evaluate/mfcc-statistics.ts';
import { voices } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const size = { train: 3, calibration: 2, test: 2, each: 2 };

describe('voices', () => {
  it('are the same for a seed, byte for byte, and others for another', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => voices({ seed, size }).train.items);
    expect(a!.map(({ samples }) => samples)).toEqual(b!.map(({ samples }) => samples));
    expect(a![0]!.samples.slice(0, 100)).not.toEqual(c![0]!.samples.slice(0, 100));
  });

  it('last one to two seconds, are neither silent nor clipped, and no speaker is in two parts', () => {
    const { train, calibration, test } = voices({ seed: 3, size });
    const labels = [train, calibration, test].map((part) => new Set(part.labels));
    expect(labels.map((set) => set.size)).toEqual([3, 2, 2]);
    expect(new Set(labels.flatMap((set) => [...set])).size).toBe(7);
    for (const { samples, sampleRate } of train.items) {
      expect(samples.length / sampleRate).toBeGreaterThanOrEqual(1);
      expect(samples.length / sampleRate).toBeLessThanOrEqual(2);
      const most = samples.reduce((a, value) => Math.max(a, Math.abs(value)), 0);
      expect(most).toBeGreaterThan(0.05);
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      expect(Math.sqrt(power)).toBeGreaterThan(0.03);
      expect(Math.sqrt(power)).toBeLessThan(0.11);
    }
  });

  it('have a pitch: a low voice repeats itself after its period', () => {
    const { items } = voices({ seed: 1, size: { train: 4, calibration: 0, test: 0, each: 1 } }).train;
    const periodic = items.map(({ samples, sampleRate }) => {
      // The best autocorrelation of any 30 ms, every 0.1 s, between 70 and 330 Hz.
      const [frame, step] = [0.03 * sampleRate, 0.1 * sampleRate];
      let best = 0;
      for (let t = 0; t + 2 * frame < samples.length; t += step) {
        const at = (lag: number): number => {
          let [sum, a, b] = [0, 0, 0];
          for (let i = t; i < t + frame; i++) {
            sum += samples[i]! * samples[i + lag]!;
            a += samples[i]! ** 2;
            b += samples[i + lag]! ** 2;
          }
          return sum / Math.sqrt(a * b);
        };
        for (let lag = Math.floor(sampleRate / 330); lag < sampleRate / 70; lag += 3) best = Math.max(best, at(lag));
      }
      return best;
    });
    for (const value of periodic) expect(value).toBeGreaterThan(0.7);
  });

  it('are told apart by statistics of their cepstrum, but badly', async () => {
    const { test } = voices({ seed: 1, size: { train: 0, calibration: 0, test: 12, each: 3 } });
    const statistics = mfccStatistics({ modality: 'audio', preparation: {} });
    const { eer } = await evaluate(statistics, test, { seed: 1, trials: 10, ways: [2] });
    expect(eer!.value).toBeGreaterThan(0.05);
    expect(eer!.value).toBeLessThan(0.42);
    statistics.model.dispose();
  });
});
