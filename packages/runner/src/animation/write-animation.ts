import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import sharp from 'sharp';
import { readLatent } from './keep-latent.ts';
import { latentSvg } from './latent-svg.ts';

/** Milliseconds that a frame stands, and the last one. */
const [frameTime, lastTime] = [450, 2500];

/**
 * Writes `latent.webp`, an animated picture of what `keepLatent` kept in the folder: a frame for each epoch, for ever.
 *
 * @param labels of the items that were kept
 * @returns the path of the file
 * @throws RangeError if nothing was kept
 */
export async function writeAnimation(
  folder: string,
  { title, labels }: { readonly title: string; readonly labels: readonly string[] },
): Promise<string> {
  const frames = readLatent(folder);
  if (frames.length === 0) throw new RangeError(`writeAnimation: ${folder} must hold at least one frame, got none`);
  const last = frames.at(-1)!.epoch;
  const pictures: Buffer[] = [];
  for (const { epoch, points } of frames) {
    const svg = latentSvg({
      title,
      counter: epoch === 0 ? 'before training' : `epoch ${epoch} of ${last}`,
      points,
      labels,
    });
    pictures.push(await sharp(Buffer.from(svg)).png().toBuffer());
  }
  const delay = frames.map((_, i) => (i === frames.length - 1 ? lastTime : frameTime));
  const bytes = await sharp(pictures, pictures.length > 1 ? { join: { animated: true } } : {})
    .webp({ loop: 0, delay, quality: 82 })
    .toBuffer();
  const path = join(folder, 'latent.webp');
  await writeFileAtomic(path, bytes);
  return path;
}
