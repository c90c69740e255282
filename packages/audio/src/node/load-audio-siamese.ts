import type { Comparator } from '@siamese/core';
import { loadSiamese } from '@siamese/core/node';
import { audioPrepare } from '../encoder/index.ts';
import type { AudioItem } from '../waveform.ts';

/**
 * The siamese in a folder that `save` wrote: its encoder, its head and its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of sound, or has no head
 */
export function loadAudioSiamese(folder: string): Promise<Comparator<AudioItem>> {
  return loadSiamese(folder, audioPrepare, { called: 'loadAudioSiamese', instead: 'loadAudioEncoder' });
}
