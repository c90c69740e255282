import type { Picture } from '../picture.ts';

/** Differences between channels up to this are what compression leaves in a grey picture. */
const tolerance = 24;
const leastShare = 0.005;

/** Whether a picture has colour: one pixel in 200 or more whose red, green and blue differ by more than 24 of 255. */
export function isColourful({ data, channels }: Picture): boolean {
  if (channels === 1) return false;
  let coloured = 0;
  for (let i = 0; i < data.length; i += channels) {
    const r = data[i]!;
    const g = data[i + 1]!;
    const b = data[i + 2]!;
    if (Math.max(r, g, b) - Math.min(r, g, b) > tolerance) coloured++;
  }
  return coloured * channels >= leastShare * data.length;
}
