import { loadEncoder } from '@siamese/core/node';
import { type AudioEncoder, audioPrepare } from '../encoder/index.ts';

/**
 * The encoder in a folder that `save` wrote, with its calibration. Of a siamese it is the encoder alone: its head, and the
 * threshold that belongs to the head, are left.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of sound, or a comparator of two encoders
 */
export function loadAudioEncoder(folder: string): Promise<AudioEncoder> {
  return loadEncoder(folder, audioPrepare, { called: 'loadAudioEncoder', instead: 'loadAudioModel' });
}
