/* Our side of `pictures`: several passes over the files of a folder, as training would make them; prints a line of JSON. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { inParallel } from '@siamese/core/items';
import { createImageEncoder } from '@siamese/image';
import { chooseBackend } from '@siamese/runner';

const [size, batch, ahead, passes] = [64, 64, 2, 4];
const [folder = ''] = process.argv.slice(2);
await chooseBackend({ backend: 'cpu' });
const encoder = createImageEncoder({
  size,
  network: 'mlp',
  augment: { flip: {}, affine: {} },
  seed: 1,
  cacheBytes: 0, // every pass decodes anew
});
const files = (name: string): string[] => {
  const place = join(folder, name);
  return readdirSync(place)
    .sort()
    .map((file) => join(place, file));
};

/** Pictures per second over all of them; so many batches are on their way at any time. */
async function rate(all: readonly string[], pass: number): Promise<number> {
  const start = performance.now();
  const batches = Array.from({ length: Math.ceil(all.length / batch) }, (_, i) => i * batch);
  await inParallel(batches, ahead, async (from) => {
    const { x } = await encoder.prepare(all.slice(from, from + batch), createRandom(1, 'pass', pass, from));
    x.dispose();
  });
  return (1000 * all.length) / (performance.now() - start);
}

await rate(files('before'), 0);
const timed = files('timed');
const cold = await rate(timed, 1);
const warm: number[] = [];
for (let pass = 2; pass <= passes; pass++) warm.push(await rate(timed, pass));
console.log(JSON.stringify({ cold, warm }));
