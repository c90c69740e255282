import { tone } from '../files.testing.ts';
import { loudnessOf, toLoudness } from './levels.ts';
import { trimSilence, voiceActivity } from './voice-activity.ts';

const rate = 16_000;
const said = (...pieces: readonly (readonly [seconds: number, loud: boolean])[]) =>
  Float32Array.from(
    pieces.flatMap(([seconds, loud]) => [...(loud ? tone(seconds) : new Float32Array(seconds * rate))]),
  );

test('loudness is the root mean square in decibels', () => {
  expect(loudnessOf(Float32Array.of(1, -1, 1))).toBe(0);
  expect(loudnessOf(Float32Array.of(0.1, -0.1))).toBeCloseTo(-20, 5);
  expect(loudnessOf(new Float32Array(9))).toBe(-Infinity);
  expect(loudnessOf(new Float32Array(0))).toBe(-Infinity);
  expect(loudnessOf(toLoudness(tone(1), -30))).toBeCloseTo(-30, 4);
  const silence = new Float32Array(4);
  expect(toLoudness(silence, -30)).toBe(silence);
});

test('voiceActivity finds the stretches, joins over a pause, and none in silence', () => {
  const samples = said([0.5, false], [1, true], [0.2, false], [0.4, true], [1, false], [0.3, true]);
  const seconds = voiceActivity(samples, rate).map(({ from, to }) => [from / rate, to / rate]);
  expect(seconds).toEqual([
    [0.45, 2.15],
    [3.05, 3.4],
  ]);
  expect(voiceActivity(samples, rate, { pause: 0, margin: 0 })).toHaveLength(3);
  expect(voiceActivity(new Float32Array(1000), rate)).toEqual([]);
  expect(() => voiceActivity(samples, rate, { decibels: -1 })).toThrow(
    'voiceActivity: decibels must be between 0 and 200',
  );
});

test('trimSilence takes both ends away, and leaves silence', () => {
  const samples = said([0.5, false], [1, true], [0.7, false]);
  expect(trimSilence(samples, rate, { margin: 0 })).toEqual(tone(1));
  const silence = new Float32Array(1000);
  expect(trimSilence(silence, rate)).toBe(silence);
});
