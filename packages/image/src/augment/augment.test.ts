import { createRandom, type Random } from '@siamese/core';
import { affine, augmentBy, erase, flip, inTurn, light, thickness } from './index.ts';
import type { Augment, PixelBatch } from './index.ts';

/** `float` gives these numbers, one after the other; 0.5 is no change wherever an amount goes both ways. */
function fixed(...floats: number[]): Random {
  let i = 0;
  return {
    ...createRandom(1),
    float: () => floats[i++] ?? 0.5,
    int: (below) => Math.floor((floats[i++] ?? 0.5) * below),
  };
}
function batch(
  count: number,
  height: number,
  width: number,
  channels: number,
  fill?: (i: number) => number,
): PixelBatch {
  const random = createRandom(3, 'pixels');
  const values = Float32Array.from(
    { length: count * height * width * channels },
    (_, i) => fill?.(i) ?? random.float(),
  );
  return { values, count, height, width, channels };
}
const rounded = ({ values }: PixelBatch) => [...values].map((value) => Math.round(value * 1000) / 1000);
const all = { flip: {}, affine: {}, thickness: {}, light: {}, erase: {} };

describe('every piece', () => {
  const pieces: [string, Augment][] = [
    ['affine', affine({ stretch: 0.2 })],
    ['flip', flip()],
    ['light', light()],
    ['erase', erase()],
    ['thickness', thickness()],
    ['all of them', augmentBy(all)],
  ];
  it.each(pieces)('%s: same random, same pixels; other random, other pixels; between 0 and 1', (_, piece) => {
    const [a, b, c] = [batch(8, 7, 9, 3), batch(8, 7, 9, 3), batch(8, 7, 9, 3)];
    piece(a, createRandom(1));
    piece(b, createRandom(1));
    piece(c, createRandom(2));
    expect(a.values).toEqual(b.values);
    expect(a.values).not.toEqual(c.values);
    expect(Math.min(...a.values)).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...a.values)).toBeLessThanOrEqual(1 + 1e-6);
  });

  it('does nothing when all amounts are 0', () => {
    const [before, after] = [batch(4, 6, 5, 1), batch(4, 6, 5, 1)];
    augmentBy({
      flip: { probability: 0 },
      affine: { rotate: 0, scale: 0, shear: 0, translate: 0 },
      thickness: { amount: 0 },
      light: { brightness: 0, contrast: 0 },
      erase: { probability: 0 },
    })(after, createRandom(1));
    expect(rounded(after)).toEqual(rounded(before));
  });

  it.each([
    [() => affine({ rotate: 181 }), 'affine: rotate must be between 0 and 180, got 181'],
    [() => affine({ translate: -0.1 }), 'affine: translate must be between 0 and 1, got -0.1'],
    [() => flip({ probability: 2 }), 'flip: probability must be between 0 and 1, got 2'],
    [() => light({ brightness: Number.NaN }), 'light: brightness must be between 0 and 1, got NaN'],
    [() => erase({ size: '1' as unknown as number }), "erase: size must be a number between 0 and 1, got '1'"],
    [() => thickness({ amount: 3 }), 'thickness: amount must be between 0 and 1, got 3'],
  ])('refuses what is out of range', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('affine', () => {
  it('moves by whole pixels: what comes in is the edge', () => {
    const moved = batch(1, 1, 4, 1, (i) => i / 10);
    // rotate, scale, stretch, shear at rest; dx = (2 * 0.75 - 1) * 0.5 * 4 = 1 to the right.
    affine({ translate: 0.5 })(moved, fixed(0.5, 0.5, 0.5, 0.5, 0.75));
    expect(rounded(moved)).toEqual([0, 0, 0.1, 0.2]);
  });

  it('turns a quarter clockwise', () => {
    const turned = batch(1, 3, 3, 1, (i) => i / 10);
    affine({ rotate: 90 })(turned, fixed(1));
    expect(rounded(turned)).toEqual([0.6, 0.3, 0, 0.7, 0.4, 0.1, 0.8, 0.5, 0.2]);
  });

  it('scales about the centre: twice as large', () => {
    const larger = batch(1, 1, 5, 1, (i) => i / 10);
    affine({ scale: 1 })(larger, fixed(0.5, 1));
    expect(rounded(larger)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  });

  it('slants: the row above goes the other way than the row below', () => {
    const slanted = batch(1, 3, 3, 1, (i) => (i % 3 === 1 ? 1 : 0));
    affine({ shear: 1 })(slanted, fixed(0.5, 0.5, 0.5, 1));
    expect(rounded(slanted)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('moves the channels together', () => {
    const moved = batch(1, 1, 3, 3, (i) => i / 10);
    affine({ translate: 1 / 3 })(moved, fixed(0.5, 0.5, 0.5, 0.5, 1));
    expect(rounded(moved)).toEqual([0, 0.1, 0.2, 0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  });
});

describe('the others, by hand', () => {
  it('flip mirrors each row', () => {
    const mirrored = batch(1, 2, 3, 1, (i) => i / 10);
    flip({ probability: 1 })(mirrored, fixed(0));
    expect(rounded(mirrored)).toEqual([0.2, 0.1, 0, 0.5, 0.4, 0.3]);
  });
  it('light scales about the mean, adds, and clamps', () => {
    const lit = batch(1, 1, 4, 1, (i) => [0.2, 0.4, 0.4, 0.6][i]!);
    light({ contrast: 1, brightness: 0.5 })(lit, fixed(1, 0.75));
    expect(rounded(lit)).toEqual([0.25, 0.65, 0.65, 1]);
  });
  it('erase wipes a rectangle to the mean', () => {
    const wiped = batch(1, 2, 4, 1, (i) => i / 10);
    // Drawn; 0.5 * 4 = 2 wide, 0.5 * 2 = 1 high, at column 1 of 3, row 1 of 2.
    erase({ probability: 1, size: 1 })(wiped, fixed(0, 0.5, 0.5, 0.4, 0.6));
    expect(rounded(wiped)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.35, 0.35, 0.7]);
  });
  it('thickness goes towards the brightest or the darkest neighbour', () => {
    const dot = (i: number) => (i === 4 ? 1 : 0);
    const [thick, thin] = [batch(1, 3, 3, 1, dot), batch(1, 3, 3, 1, dot)];
    thickness({ amount: 1 })(thick, fixed(0.75));
    thickness({ amount: 1 })(thin, fixed(0.25));
    expect(rounded(thick)).toEqual([0.5, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.5]);
    expect(rounded(thin)).toEqual([0, 0, 0, 0, 0.5, 0, 0, 0, 0]);
  });
  it('inTurn runs one after the other', () => {
    const both = batch(1, 1, 2, 1, (i) => i);
    inTurn(flip({ probability: 1 }), ({ values }) => {
      values[1] = 5;
    })(both, fixed(0));
    expect([...both.values]).toEqual([1, 5]);
  });
});
