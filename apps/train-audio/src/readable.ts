import type { Encoder, Labelled } from '@siamese/core';
import { type AudioItem, decodeAll, type Waveform } from '@siamese/audio';
import { decodeOrSay, note } from '@siamese/runner';

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
  const { skipped, ...data } = await decodeOrSay(skipBad, () => decodeAll(files, { skipBad }));
  for (const { reason } of skipped) note(`left out: ${reason}`);
  return data;
}
