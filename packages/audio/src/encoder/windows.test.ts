import * as tf from '@tensorflow/tfjs';
import { createRandom } from '@siamese/core';
import type { AudioPrepare } from '../preparation/preparer.ts';
import { inWindows, windowStarts } from './windows.ts';

beforeAll(() => tf.setBackend('cpu'));

const half = { overlap: 0.5, coverage: 0.75, most: 100 };

describe('windowStarts', () => {
  it.each<[string, number, number, typeof half, number[]]>([
    ['a recording shorter than a window has one', 7, 10, half, [0]],
    ['one as long has one', 10, 10, half, [0]],
    ['the last window reaches the end', 20, 10, half, [0, 5, 10]],
    ['or goes beyond it, if three quarters of it are sound', 18, 10, half, [0, 5, 10]],
    ['and is left away if less is', 17, 10, half, [0, 5]],
    ['no overlap', 30, 10, { ...half, overlap: 0 }, [0, 10, 20]],
    ['a window after each frame at the most', 4, 2, { ...half, overlap: 0.99 }, [0, 1, 2]],
    ['no more than asked, spread evenly', 1000, 10, { ...half, most: 3 }, [0, 495, 990]],
    ['one of many', 1000, 10, { ...half, most: 1 }, [0]],
    // Resemblyzer: 160 frames of 10 ms, 1.3 windows a second, so 77 frames apart; the fifth would cover 57.5 %.
    [
      'what Resemblyzer takes of 4 s',
      400,
      160,
      { overlap: 1 - 77 / 160, coverage: 0.75, most: 100 },
      [0, 77, 154, 231],
    ],
  ])('%s', (_, frames, size, windows, starts) => expect(windowStarts(frames, size, windows)).toEqual(starts));
});

describe('inWindows', () => {
  /** Recordings as numbers of frames: frame t is [t, t + 0.5], and padding is 9. */
  const whole = (async (items: readonly unknown[], random?: unknown) => {
    const lengths = items as readonly number[];
    const most = Math.max(...lengths) + 1;
    const x = lengths.map((length) => Array.from({ length: most }, (_, t) => (t < length ? [t, t + 0.5] : [9, 9])));
    const mask = lengths.map((length) => Array.from({ length: most }, (_, t) => Number(t < length)));
    return { x: tf.tensor3d(x), mask: tf.tensor2d(mask), random };
  }) as unknown as AudioPrepare;
  const prepare = inWindows(whole, 4, half);

  it('gives a row for each window, and says how many each recording has', async () => {
    const { x, mask, parts } = await prepare([3, 7] as never);
    expect(parts).toEqual([1, 3]);
    const frames = (first: number, count: number) =>
      Array.from({ length: 4 }, (_, i) => (i < count ? [first + i, first + i + 0.5] : [0, 0]));
    expect(await (x as tf.Tensor3D).array()).toEqual([frames(0, 3), frames(0, 4), frames(2, 4), frames(4, 3)]);
    expect(await (mask as tf.Tensor2D).array()).toEqual([
      [1, 1, 1, 0],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 0],
    ]);
    tf.dispose([x, mask!]);
  });

  it('leaves training as it is', async () => {
    const { x, mask, parts } = await prepare([3, 7] as never, createRandom(1));
    expect(parts).toBeUndefined();
    expect(x.shape).toEqual([2, 8, 2]);
    tf.dispose([x, mask!]);
  });

  it('takes no items', async () => {
    const { x, mask, parts } = await prepare([]);
    expect([x.shape[0], mask!.shape[0], parts]).toEqual([0, 0, []]);
    tf.dispose([x, mask!]);
  });
});
