import * as fc from 'fast-check';
import type { Picture } from '../picture.ts';
import { fitPicture } from './fit-picture.ts';

const side = fc.integer({ min: 1, max: 40 });
const picture = fc
  .record({ width: side, height: side, channels: fc.constantFrom(1, 3, 4), shade: fc.nat(255) })
  .map(({ shade, ...rest }): Picture => {
    const { width, height, channels } = rest as { width: number; height: number; channels: 1 | 3 | 4 };
    const data = new Uint8Array(width * height * channels).fill(shade);
    if (channels === 4) for (let i = 3; i < data.length; i += 4) data[i] = 255;
    return { width, height, channels, data };
  });

it('an even picture of any size stays even in any frame, in every fit', () => {
  fc.assert(
    fc.property(picture, side, side, fc.constantFrom('contain', 'cover', 'stretch'), (source, width, height, fit) => {
      const out = fitPicture(source, { width, height, channels: 3, fit });
      expect(out).toMatchObject({ width, height, channels: 3 });
      expect(out.data).toEqual(new Uint8Array(width * height * 3).fill(source.data[0]!));
    }),
    { seed: 1 },
  );
});
