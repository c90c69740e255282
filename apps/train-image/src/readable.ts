import type { Encoder, Labelled } from '@siamese/core';
import { decodeAll, parsePreparation, type ImageItem, type Picture } from '@siamese/image';
import { decodeOrSay, note } from '@siamese/runner';

/**
 * Decodes pictures to what an encoder takes before anything is computed with them, and says which were left out.
 *
 * @throws SyntaxError naming those that cannot be read, unless they may be left out
 */
export async function readable(
  files: Labelled<ImageItem>,
  encoder: Encoder<ImageItem>,
  skipBad: boolean,
): Promise<Labelled<Picture>> {
  const { width, height, channels, fit, background } = parsePreparation(encoder.preparation);
  const o = { size: { width, height }, channels, fit, background, skipBad };
  const { skipped, ...data } = await decodeOrSay(skipBad, () => decodeAll(files, o));
  for (const { reason } of skipped) note(`left out: ${reason}`);
  return data;
}
