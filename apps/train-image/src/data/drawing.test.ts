import sharp from 'sharp';
import { cropToInk, decodeDrawing, shrink } from './drawing.ts';

const drawing = (rows: readonly string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 255 : 0)),
});
const rows = ({ width, data }: { width: number; data: Uint8Array }): string[] =>
  Array.from({ length: data.length / width }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (v) => (v > 127 ? '#' : '.')).join(''),
  );

describe('cropToInk', () => {
  it('cuts a square around the ink with a free border', () => {
    const cut = cropToInk(drawing(['.......', '...###.', '...#...', '...#...', '.......']), 0.2);
    expect(rows(cut)).toEqual(['.....', '.###.', '.#...', '.#...', '.....']);
  });
  it('reaches over the edge where the ink is at it', () => {
    expect(rows(cropToInk(drawing(['#..', '...']), 0.33))).toEqual(['...', '.#.', '...']);
  });
  it('leaves an empty drawing as it is', () => {
    const empty = drawing(['...', '...']);
    expect(cropToInk(empty)).toBe(empty);
  });
});

describe('shrink', () => {
  it('is the mean over the area that a new pixel covers', () => {
    const { data } = shrink({ width: 3, height: 3, data: Uint8Array.of(90, 0, 0, 0, 0, 0, 0, 0, 180) }, 2);
    // A new pixel covers 1.5 x 1.5: its corner pixel whole, two by half, the middle by a quarter.
    expect([...data]).toEqual([40, 0, 0, 80]);
  });
  it('keeps a constant picture', () => {
    const { data } = shrink({ width: 105, height: 105, data: new Uint8Array(105 * 105).fill(77) }, 28);
    expect(new Set(data)).toEqual(new Set([77]));
  });
});

it('turns dark on light around', async () => {
  const raw = { width: 2, height: 1, channels: 1 as const };
  const png = await sharp(Uint8Array.of(0, 255), { raw }).png().toBuffer();
  expect([...(await decodeDrawing(png)).data]).toEqual([255, 0]);
});
