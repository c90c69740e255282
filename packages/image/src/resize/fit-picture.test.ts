import type { Picture } from '../picture.ts';
import { fitPicture } from './fit-picture.ts';
import { isColourful } from './is-colourful.ts';
import { resample } from './resample.ts';
import { withChannels } from './with-channels.ts';

const grey = (width: number, height: number, data: number[]): Picture => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from(data),
});
const whole = ({ width, height }: Picture) => ({ left: 0, top: 0, width, height });

describe('resample', () => {
  it('is the identity at equal size', () => {
    const picture = grey(3, 2, [1, 2, 3, 4, 5, 6]);
    expect([...resample(picture, 1, whole(picture), 3, 2)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('shrinks by a triangle filter: 4 to 2 by hand', () => {
    // Output 0 is centred at 1 with reach 2: weights 3/4, 3/4, 1/4 at 0.5, 1.5, 2.5, brought to a sum of 1.
    const picture = grey(4, 1, [10, 20, 30, 40]);
    const [first, second] = resample(picture, 1, whole(picture), 2, 1);
    expect(first).toBeCloseTo((0.75 * 10 + 0.75 * 20 + 0.25 * 30) / 1.75, 4);
    expect(second).toBeCloseTo((0.25 * 20 + 0.75 * 30 + 0.75 * 40) / 1.75, 4);
  });

  it('enlarges bilinearly: 2 to 4 by hand', () => {
    const picture = grey(2, 1, [0, 100]);
    expect([...resample(picture, 1, whole(picture), 4, 1)].map(Math.round)).toEqual([0, 25, 75, 100]);
  });

  it('keeps an even picture even, whatever the sizes', () => {
    for (const [w, h, W, H] of [
      [17, 5, 4, 9],
      [3, 40, 8, 8],
      [100, 1, 7, 3],
    ] as const) {
      const picture = grey(w, h, Array(w * h).fill(77));
      for (const value of resample(picture, 1, whole(picture), W, H)) expect(value).toBeCloseTo(77, 3);
    }
  });
});

describe('fitPicture', () => {
  const wide = grey(4, 2, [0, 0, 200, 200, 0, 0, 200, 200]);

  it('gives a picture that fits back itself', () => {
    expect(fitPicture(wide, { width: 4, height: 2, channels: 1 })).toBe(wide);
  });

  it('contains: all of it in the middle, the rest filled', () => {
    const { data } = fitPicture(wide, { width: 4, height: 4, channels: 1, background: 9 });
    expect([...data]).toEqual([9, 9, 9, 9, 0, 0, 200, 200, 0, 0, 200, 200, 9, 9, 9, 9]);
  });

  it('fills with the mean of the border unless told otherwise', () => {
    expect(fitPicture(wide, { width: 4, height: 4, channels: 1 }).data[0]).toBe(100);
  });

  it('covers: the middle, without a border', () => {
    const picture = grey(4, 2, [9, 50, 60, 9, 9, 70, 80, 9]);
    expect([...fitPicture(picture, { width: 2, height: 2, channels: 1, fit: 'cover' }).data]).toEqual([50, 60, 70, 80]);
  });

  it('stretches', () => {
    const picture = grey(2, 1, [0, 100]);
    expect([...fitPicture(picture, { width: 4, height: 1, channels: 1, fit: 'stretch' }).data]).toEqual([
      0, 25, 75, 100,
    ]);
  });

  it('works for the thinnest pictures', () => {
    expect(fitPicture(grey(1000, 1, Array(1000).fill(5)), { width: 8, height: 8, channels: 1 }).data).toHaveLength(64);
    expect(fitPicture(grey(1, 1, [5]), { width: 8, height: 8, channels: 3 }).data).toEqual(new Uint8Array(192).fill(5));
  });

  it('refuses data that is not as long as it says', () => {
    expect(() => fitPicture(grey(3, 3, [1]), { width: 2, height: 2, channels: 1 })).toThrow(/= 9 bytes of data, got 1/);
    expect(() => fitPicture({ ...wide, width: 0 }, { width: 2, height: 2, channels: 1 })).toThrow(RangeError);
    expect(() => fitPicture({ ...wide, channels: 2 as 1 }, { width: 2, height: 2, channels: 1 })).toThrow(/1, 3 or 4/);
  });
});

describe('withChannels', () => {
  it('weighs red, green and blue', () => {
    const data = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255]);
    expect([...withChannels({ width: 3, height: 1, channels: 3, data }, 1).data]).toEqual([76, 150, 29]);
  });
  it('lays an alpha on white', () => {
    const data = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 255, 100, 0, 0, 51]);
    expect([...withChannels({ width: 3, height: 1, channels: 4, data }, 3).data]).toEqual([
      255, 255, 255, 0, 0, 0, 224, 204, 204,
    ]);
  });
  it('repeats grey', () => {
    expect([...withChannels(grey(2, 1, [3, 4]), 3).data]).toEqual([3, 3, 3, 4, 4, 4]);
  });
});

describe('isColourful', () => {
  const dots = (coloured: number): Picture => ({
    width: 20,
    height: 20,
    channels: 3,
    data: Uint8Array.from({ length: 1200 }, (_, i) => (i < 3 * coloured && i % 3 === 0 ? 200 : 100)),
  });
  it('wants one pixel in 200', () => {
    expect(isColourful(dots(1))).toBe(false);
    expect(isColourful(dots(2))).toBe(true);
    expect(isColourful(grey(1, 1, [0]))).toBe(false);
  });
});
