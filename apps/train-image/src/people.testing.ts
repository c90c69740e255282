import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { toPng } from './png.ts';

/**
 * Writes a folder of people in colour, pictures of unequal sizes: each person is a colour, with noise.
 *
 * @param names the people, which are the folders' names
 */
export async function drawPeople(folder: string, names: readonly string[], each: number): Promise<void> {
  const random = createRandom(1, 'people');
  for (const name of names) {
    const colour = [0, 0, 0].map(() => 60 + random.int(120));
    mkdirSync(join(folder, name), { recursive: true });
    for (let n = 0; n < each; n++) {
      const [width, height] = [20 + random.int(30), 20 + random.int(30)];
      const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]! + random.int(60));
      await toPng({ width, height, channels: 3, data }, join(folder, name, `${n}.png`));
    }
  }
}
