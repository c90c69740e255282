import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toPng } from '../png.ts';
import { scribblesPart } from '../scribbles/index.ts';

/** As many characters and drawings of each as are enough to train on for a moment, of 100 and 20. */
const [characters, drawings] = [40, 8];

/**
 * Draws some characters of scribbles into a folder, a folder of PNG files for each. A run reads and measures these in two
 * seconds; to draw and measure all 20,000 takes it longer than 200 steps do.
 */
export async function drawSome(folder: string): Promise<void> {
  const { items, labels } = scribblesPart('calibration', 1);
  const seen = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    const n = seen.get(label) ?? 0;
    if (n === drawings || (n === 0 && seen.size === characters)) continue;
    seen.set(label, n + 1);
    mkdirSync(join(folder, label), { recursive: true });
    await toPng(items[i]!, join(folder, label, `${n}.png`));
  }
}
