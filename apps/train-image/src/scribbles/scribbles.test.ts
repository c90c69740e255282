import { createRandom } from '@siamese/core';
import type { Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';
import { draw } from './draw.ts';
import { drawer } from './drawer.ts';
import { scribbles } from './index.ts';
import { pointOn, strokeProgram } from './stroke-program.ts';

describe('scribbles', () => {
  const data = scribbles({ seed: 1 });

  test('has over 600 classes of 20 drawings, and no class or drawer in two parts', () => {
    const labels = [data.train, data.calibration, data.test].map((part) => new Set(part.labels));
    const drawers = [data.train, data.calibration, data.test].map((part) => new Set(part.groups));
    expect(labels.reduce((sum, set) => sum + set.size, 0)).toBeGreaterThanOrEqual(600);
    expect(new Set(labels.flatMap((set) => [...set])).size).toBe(labels.reduce((sum, set) => sum + set.size, 0));
    expect(drawers.map((set) => set.size)).toEqual([20, 20, 20]);
    expect(new Set(drawers.flatMap((set) => [...set])).size).toBe(60);
    expect(data.test.items.length).toBe(20 * labels[2]!.size);
  });

  test('draws the same for one seed and something else for another', () => {
    expect(scribbles({ seed: 1 }).test.items[7]!.data).toEqual(data.test.items[7]!.data);
    expect(scribbles({ seed: 2 }).test.items[7]!.data).not.toEqual(data.test.items[7]!.data);
  });

  test('leaves no picture without ink, and softens its edges', () => {
    for (const { data: pixels } of data.test.items) {
      expect(pixels.filter((value) => value > 200).length).toBeGreaterThan(10);
      expect(pixels.filter((value) => value > 20 && value < 235).length).toBeGreaterThan(10);
    }
  });

  test('is as hard as real characters: raw pixels name between 20 and 60 % at 20-way 1-shot', () => {
    for (const part of [data.calibration, data.test]) {
      const accuracy = pixelOneShot(part, 600);
      expect(accuracy).toBeGreaterThan(0.2);
      expect(accuracy).toBeLessThan(0.6);
    }
  });
});

test('a stroke program fills the unit square without leaving it', () => {
  for (let seed = 0; seed < 200; seed++) {
    const seen = strokeProgram(createRandom(seed)).flatMap((stroke) =>
      Array.from({ length: 9 }, (_, i) => pointOn(stroke, i / 8)),
    );
    const extent = [0, 1].map(
      (axis) => Math.max(...seen.map((p) => p[axis]!)) - Math.min(...seen.map((p) => p[axis]!)),
    );
    expect(Math.max(...extent)).toBeLessThan(1 + 1e-9);
    expect(Math.max(...extent)).toBeGreaterThan(1 - 1e-9);
  }
});

test('pointOn halves a straight line and meets the ends of a curve', () => {
  expect(
    pointOn(
      [
        [0, 0],
        [1, 2],
      ],
      0.5,
    ),
  ).toEqual([0.5, 1]);
  expect(
    pointOn(
      [
        [0, 0],
        [1, 2],
        [2, 0],
      ],
      0.5,
    ),
  ).toEqual([1, 1]);
  expect(
    pointOn(
      [
        [0, 0],
        [5, 5],
        [5, 5],
        [1, 0],
      ],
      1,
    ),
  ).toEqual([1, 0]);
});

test('a drawing of a dot is a soft disc of the pen’s width', () => {
  const steady = { ...drawer(createRandom(1)), slant: 0, turn: 0, jitter: 0, pen: 0.1 };
  const pixels = draw(
    [
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    ],
    steady,
    createRandom(2),
  );
  const ink = pixels.reduce((sum, value) => sum + value, 0) / 255;
  expect(ink).toBeGreaterThan(Math.PI * 1.1 ** 2);
  expect(ink).toBeLessThan(Math.PI * 1.9 ** 2);
});

/** Names `trials` drawings by the nearest (cosine) of 20, one of each of 20 classes, all 20 by one other drawer. */
function pixelOneShot({ items }: Labelled<Picture>, trials: number): number {
  const random = createRandom(3);
  const classes = items.length / 20;
  const unit = items.map(({ data }) => {
    const values = Float32Array.from(data);
    const length = Math.sqrt(dot(values, values));
    return values.map((value) => value / length);
  });
  let right = 0;
  for (let t = 0; t < trials; t++) {
    const chosen = Array.from({ length: classes }, (_, c) => c);
    for (let i = 0; i < 20; i++) {
      const j = i + random.int(classes - i);
      [chosen[i], chosen[j]] = [chosen[j]!, chosen[i]!];
    }
    const drawer = random.int(20);
    const other = (drawer + 1 + random.int(19)) % 20;
    const query = unit[chosen[0]! * 20 + drawer]!;
    const scores = chosen.slice(0, 20).map((c) => dot(query, unit[c * 20 + other]!));
    if (scores.indexOf(Math.max(...scores)) === 0) right++;
  }
  return right / trials;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
