import { createRandom } from '@siamese/core';
import { farthest, tone } from '../files.testing.ts';
import { loudnessOf } from '../signal/levels.ts';
import { band, gain, inTurn, noise, room, shift, specAugment, speed, speedSpeakers, type Augment } from './index.ts';
import { convolve } from './convolve.ts';

const sampleRate = 16_000;
const samples = tone(1);
const run = (piece: Augment, seed = 1) => piece.onSamples!({ samples, sampleRate }, createRandom(seed));

describe('every piece', () => {
  it.each<[string, Augment]>([
    ['noise', noise({ probability: 1 })],
    ['white noise', noise({ probability: 1, colour: 'white' })],
    ['gain', gain()],
    ['shift', shift()],
    ['speed', speed({ amount: 0.2 })],
    ['room', room({ probability: 1 })],
    ['band', band({ probability: 1 })],
  ])('%s: the seed decides, and what comes in is left as it is', (_, piece) => {
    const copy = samples.slice();
    const first = run(piece);
    expect(samples).toEqual(copy);
    expect(run(piece)).toEqual(first);
    expect(run(piece, 2)).not.toEqual(first);
    expect(first.every(Number.isFinite)).toBe(true);
  });

  it.each<[string, Augment]>([
    ['noise', noise({ probability: 0 })],
    ['room', room({ probability: 0 })],
    ['band', band({ probability: 0 })],
    ['gain', gain({ decibels: 0 })],
    ['shift', shift({ seconds: 0 })],
    ['speed', speed({ amount: 0 })],
  ])('%s at 0 changes nothing', (_, piece) => expect(farthest(run(piece), samples)).toBe(0));

  it.each<[() => Augment, string]>([
    [() => noise({ probability: 2 }), 'noise: probability must be between 0 and 1, got 2'],
    [() => noise({ snr: [9, 3] }), 'noise: snr must be between 9 and 100, got 3'],
    [() => noise({}, []), 'noise: recordings must be one or more, got none'],
    [() => gain({ decibels: -1 }), 'gain: decibels must be between 0 and 60, got -1'],
    [() => shift({ seconds: Number.NaN }), 'shift: seconds must be 0 or more, got NaN'],
    [() => speed({ amount: 3 }), 'speed: amount must be between 0 and 1, got 3'],
    [() => room({ seconds: [0, 1] }), 'room: seconds must be between 0.01 and 10, got 0'],
    [() => band({ highest: [100, 200] }), 'band: highest must be 300 or more, got 100'],
    [() => specAugment({ times: 0.5 }), 'specAugment: times must be a non-negative integer, got 0.5'],
  ])('%s refuses what is out of range', (make, message) => expect(make).toThrow(message));
});

describe('noise', () => {
  it.each([-5, 0, 20])('is as loud as its ratio says: %i dB', (decibels) => {
    for (const colour of ['white', 'pink'] as const) {
      const added = run(noise({ probability: 1, snr: [decibels, decibels], colour })).map(
        (value, i) => value - samples[i]!,
      );
      expect(loudnessOf(samples) - loudnessOf(added)).toBeCloseTo(decibels, 2);
    }
  });
  it('can be taken from recordings of another rate', () => {
    const hum = { samples: tone(0.2, { hertz: 50, sampleRate: 8000 }), sampleRate: 8000 };
    const added = run(noise({ probability: 1, snr: [0, 0] }, [hum])).map((value, i) => value - samples[i]!);
    expect(loudnessOf(added)).toBeCloseTo(loudnessOf(samples), 2);
  });
});

test('convolve is the sum by the book', () => {
  const [signal, response] = [Float32Array.of(1, 2, 0, -1, 3), Float32Array.of(0.5, 0, 2)];
  const wanted = [0.5, 1, 2, 3.5, 1.5];
  expect(farthest(convolve(signal, response), wanted)).toBeLessThan(1e-6);
});

test('shift moves, and silence comes in', () => {
  const always = (share: number) => ({ ...createRandom(1), float: () => share });
  const by = (share: number) => shift({ seconds: 0.5 }).onSamples!({ samples, sampleRate }, always(share));
  expect(by(0.75).subarray(0, 12_000)).toEqual(samples.subarray(4000));
  expect(by(0.75).subarray(12_000)).toEqual(new Float32Array(4000));
  expect(by(0.25).subarray(4000)).toEqual(samples.subarray(0, 12_000));
  expect(by(0.25).subarray(0, 4000)).toEqual(new Float32Array(4000));
});

test('speed moves the pitch and the length', () => {
  const crossings = (values: Float32Array) =>
    values.reduce((sum, value, i) => sum + (i > 0 && value > 0 && values[i - 1]! <= 0 ? 1 : 0), 0);
  const faster = speedSpeakers({ items: [{ samples, sampleRate }], labels: ['ada'] }, [1.25]);
  expect(faster.labels).toEqual(['ada', 'ada at 1.25']);
  expect(faster.items[1]!.samples.length).toBe(12_800);
  expect(Math.abs(crossings(faster.items[1]!.samples) - crossings(samples))).toBeLessThanOrEqual(1);
  expect(() => speedSpeakers({ items: [], labels: [] }, [1])).toThrow('each factor must be other than 1');
});

test('room keeps the loudness and lets sound linger', () => {
  const click = new Float32Array(8000);
  click[100] = 1;
  const piece = room({ probability: 1, seconds: [0.3, 0.3], direct: [0, 0] });
  const wet = piece.onSamples!({ samples: click, sampleRate }, createRandom(1));
  expect(loudnessOf(wet)).toBeCloseTo(loudnessOf(click), 3);
  const energy = (from: number, to: number) => wet.subarray(from, to).reduce((sum, value) => sum + value ** 2, 0);
  expect(energy(0, 99)).toBeLessThan(1e-9);
  // Half of the energy is the click's own, and of the echo's 60 dB are gone after 0.3 s.
  expect(energy(100, 101)).toBeCloseTo(0.5, 1);
  expect(energy(101, 1000)).toBeGreaterThan(10 * energy(2500, 3400));
  const own = room({ probability: 1 }, [{ samples: Float32Array.of(0, 0, 1), sampleRate }]);
  expect(farthest(own.onSamples!({ samples: click, sampleRate }, createRandom(1)), click)).toBeLessThan(1e-6);
});

test('band takes away what is outside', () => {
  const piece = band({ probability: 1, lowest: [300, 300], highest: [3400, 3400] });
  const of = (hertz: number) => {
    const wave = tone(1, { hertz });
    const left = piece.onSamples!({ samples: wave, sampleRate }, createRandom(1));
    return loudnessOf(left.subarray(2000, 14_000)) - loudnessOf(wave.subarray(2000, 14_000));
  };
  expect(of(60)).toBeLessThan(-40);
  expect(of(5000)).toBeLessThan(-60);
  expect(Math.abs(of(1000))).toBeLessThan(0.1);
});

test('specAugment wipes stretches of time and bands, to silence', () => {
  const [frames, width] = [50, 20];
  const values = new Float32Array(frames * width).fill(1);
  specAugment({ times: 1, time: 0.4, bands: 1, band: 0.5 }).onFrames!(
    { values, frames, width, silence: -7 },
    createRandom(2),
  );
  const rows = Array.from({ length: frames }, (_, t) => [...values.subarray(t * width, (t + 1) * width)]);
  const wiped = rows.filter((row) => row.every((value) => value === -7)).length;
  expect(wiped).toBeGreaterThan(0);
  expect(wiped).toBeLessThanOrEqual(20);
  const band = rows.find((row) => row.some((value) => value === 1))!.filter((value) => value === -7).length;
  expect(band).toBeGreaterThan(0);
  expect(band).toBeLessThanOrEqual(10);
  expect(rows.flat().every((value) => value === 1 || value === -7)).toBe(true);
});

test('inTurn goes from one to the next', () => {
  const both = inTurn(
    { onSamples: () => Float32Array.of(1) },
    { onSamples: ({ samples }) => samples.map((v) => v + 1) },
  );
  expect([...run(both)]).toEqual([2]);
  expect(inTurn()).toEqual({});
});
