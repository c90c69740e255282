import type { Picture } from '../picture.ts';

/**
 * A picture in grey (1) or in colour (3): an alpha is laid on white, grey is the luma `0.299 r + 0.587 g + 0.114 b`
 * (Rec. 601), grey becomes colour by repeating it. A picture that has these channels already is given back itself.
 */
export function withChannels(picture: Picture, channels: 1 | 3): Picture {
  if (picture.channels === channels) return picture;
  const { data, width, height } = picture;
  const from = picture.channels;
  const pixels = width * height;
  const out = new Uint8Array(pixels * channels);
  for (let p = 0; p < pixels; p++) {
    let r = data[p * from]!;
    let g = from === 1 ? r : data[p * from + 1]!;
    let b = from === 1 ? r : data[p * from + 2]!;
    if (from === 4) {
      const alpha = data[p * 4 + 3]! / 255;
      r = 255 + alpha * (r - 255);
      g = 255 + alpha * (g - 255);
      b = 255 + alpha * (b - 255);
    }
    if (channels === 1) {
      out[p] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    } else {
      out[p * 3] = Math.round(r);
      out[p * 3 + 1] = Math.round(g);
      out[p * 3 + 2] = Math.round(b);
    }
  }
  return { ...picture, channels, data: out };
}
