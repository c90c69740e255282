import type { Comparator } from '@siamese/core';
import { loadModel } from '@siamese/core/node';
import { type AudioEncoder, audioPrepare } from '../encoder/index.ts';
import type { AudioItem } from '../waveform.ts';

/**
 * The model of sound in a folder that `save` wrote: an encoder, or a comparator if it has a head (a siamese if its two
 * encoders are one), with its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of sound
 */
export function loadAudioModel(folder: string): Promise<AudioEncoder | Comparator<AudioItem>> {
  return loadModel(folder, audioPrepare);
}
