import type { Picture } from '@siamese/image';
import sharp from 'sharp';
import { cropToInk, decodeDrawing } from './drawing.ts';

const drawing = (rows: readonly string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  channels: 1 as const,
  data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 255 : 0)),
});
const rows = ({ width, data }: Picture): string[] =>
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

it('turns dark on light around', async () => {
  const raw = { width: 2, height: 1, channels: 1 as const };
  const png = await sharp(Uint8Array.of(0, 255), { raw }).png().toBuffer();
  expect([...(await decodeDrawing(png)).data]).toEqual([255, 0]);
});
