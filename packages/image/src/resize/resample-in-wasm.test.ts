import { createRandom } from '@siamese/core';
import { resampleHere } from './resample.ts';
import { resampleInWasm } from './resample-in-wasm.ts';
import { taps } from './taps.ts';

it.each([
  [112, 112, 3, 64, 64],
  [1, 1, 3, 5, 7],
  [3, 200, 1, 64, 3],
  [7, 5, 1, 20, 1],
  [400, 9, 3, 1, 31],
  [13, 300, 3, 299, 12],
] as const)('%i x %i of %i channels to %i x %i: what JavaScript gives, to the last bit', (w, h, channels, W, H) => {
  const random = createRandom(1, w, h);
  const data = Uint8Array.from({ length: w * h * channels }, () => random.int(256));
  const source = { width: w, height: h, data };
  for (const cut of [0, 0.37]) {
    const args = [source, channels, taps(w, cut, w - 2 * cut, W), taps(h, cut / 2, h - cut, H)] as const;
    const here = resampleHere(...args);
    expect(here).toHaveLength(W * H * channels);
    expect(resampleInWasm(...args)).toEqual(here);
  }
});
