import type { Encoder, Labelled } from '@siamese/core';
import {
  decodeAll,
  parsePreparation,
  type DecodeAllOptions,
  type DecodedAll,
  type ImageItem,
  type Picture,
} from '@siamese/image';
import { note } from '@siamese/runner';

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
  const { skipped, ...data } = await decodeOrSay(files, {
    size: { width, height },
    channels,
    fit,
    background,
    skipBad,
  });
  for (const { reason } of skipped) note(`left out: ${reason}`);
  return data;
}

/** `decodeAll`, whose complaint about pictures also names the flag that leaves them out. */
export async function decodeOrSay(files: Labelled<ImageItem>, o: DecodeAllOptions): Promise<DecodedAll> {
  try {
    return await decodeAll(files, o);
  } catch (error) {
    if (o.skipBad === true || !(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`${error.message}, or type --skip-bad-items to leave out what cannot be read`, {
      cause: error,
    });
  }
}
