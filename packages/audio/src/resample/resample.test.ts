import { farthest, floatsOf, oracle } from '../files.testing.ts';
import { samplesSound } from '../decode/sound.ts';
import { resample } from './resample.ts';
import { resampledSound } from './resampled-sound.ts';

const sine = (hertz: number, rate: number, length: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
const decibels = (samples: Float32Array) => {
  const middle = samples.subarray(300, samples.length - 300);
  return 10 * Math.log10((2 * middle.reduce((sum, value) => sum + value ** 2, 0)) / middle.length + 1e-30);
};

describe('resample', () => {
  it.each([8500, 9000, 12_345, 16_000, 20_000, 23_900])('from 48 to 16 kHz leaves nothing of %i Hz', (hertz) => {
    expect(decibels(resample(sine(hertz, 48_000, 12_000), 48_000, 16_000))).toBeLessThan(-110);
  });

  it.each([20, 1000, 4000, 6400, 6700])('from 48 to 16 kHz leaves all of %i Hz', (hertz) => {
    const found = resample(sine(hertz, 48_000, 24_000), 48_000, 16_000);
    const wanted = sine(hertz, 16_000, 8000);
    expect(farthest(found.subarray(300, 7700), wanted.subarray(300, 7700))).toBeLessThan(1e-4);
  });

  it('equals soxr HQ below 6.4 kHz to -90 dB', () => {
    const hertz = [50, 440, 1234.5, 3000, 5000, 6300];
    const tones = Float32Array.from({ length: 9600 }, (_, i) => {
      const swell = Math.sin((Math.PI * i) / 9600) ** 4;
      return (hertz.reduce((sum, f) => sum + Math.sin((2 * Math.PI * f * i) / 48_000 + f), 0) * swell) / 6;
    });
    const wanted = floatsOf(oracle.resampled);
    const off = resample(tones, 48_000, 16_000).map((value, i) => value - wanted[i]!);
    const power = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0);
    expect(10 * Math.log10(power(off) / power(wanted))).toBeLessThan(-90);
  });

  it.each([
    [44_100, 16_000],
    [22_050, 16_000],
    [8000, 16_000],
    [4000, 16_000],
    [192_000, 16_000],
    [11_025, 22_050],
    [16_000, 15_999],
  ])('from %i to %i keeps time, length and 0 Hz', (from, to) => {
    const found = resample(sine(440, from, from / 2), from, to);
    expect(found.length).toBe(Math.ceil((Math.floor(from / 2) * to) / from));
    const wanted = sine(440, to, found.length);
    const edge = Math.ceil(to / 50);
    expect(farthest(found.slice(edge, -edge), wanted.slice(edge, -edge))).toBeLessThan(1e-4);
    const flat = resample(new Float32Array(from).fill(1), from, to);
    expect(flat[to / 2 || 0] ?? flat[Math.floor(to / 2)]).toBeCloseTo(1, 6);
  });

  it('gives back what needs nothing', () => {
    const samples = sine(100, 8000, 10);
    expect(resample(samples, 8000, 8000)).toBe(samples);
    expect(resample(new Float32Array(0), 8000, 16_000).length).toBe(0);
  });
});

describe('resampledSound', () => {
  it('reads any piece as if all had been resampled', async () => {
    const samples = sine(300, 44_100, 5000);
    const whole = resample(samples, 44_100, 16_000);
    const sound = resampledSound(samplesSound(samples, 44_100, 'x'), 16_000);
    expect(sound.length).toBe(whole.length);
    for (const [from, to] of [
      [0, 10],
      [700, 1500],
      [whole.length - 5, whole.length],
      [3, 3],
    ] as const) {
      expect(await sound.read(from, to)).toEqual(whole.slice(from, to));
    }
  });
});
