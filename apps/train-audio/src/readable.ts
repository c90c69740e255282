import type { Encoder, Labelled } from '@siamese/core';
import { type AudioItem, decodeAll, type DecodedAll, type Waveform } from '@siamese/audio';
import { note } from '@siamese/runner';

/**
 * Decodes recordings before anything is computed with them, and says which were left out.
 *
 * @throws SyntaxError naming those that cannot be read, unless they may be left out
 */
export async function readable(
  files: Labelled<AudioItem>,
  _encoder: Encoder<AudioItem>,
  skipBad: boolean,
): Promise<Labelled<Waveform>> {
  const { skipped, ...data } = await decodeOrSay(files, { skipBad });
  for (const { reason } of skipped) note(`left out: ${reason}`);
  return data;
}

/** `decodeAll`, whose complaint about recordings also names the flag that leaves them out. */
export async function decodeOrSay(
  files: Labelled<AudioItem>,
  o: { readonly sampleRate?: number; readonly skipBad: boolean },
): Promise<DecodedAll> {
  try {
    return await decodeAll(files, o);
  } catch (error) {
    if (o.skipBad || !(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`${error.message}, or type --skip-bad-items to leave out what cannot be read`, {
      cause: error,
    });
  }
}
