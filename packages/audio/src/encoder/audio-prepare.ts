import { type Encoder, inputsOf, inputsText, type Json } from '@siamese/core';
import { augmentBy } from '../augment/index.ts';
import { widthOf } from '../front-end/open-features.ts';
import { parsePreparation } from '../preparation/preparation.ts';
import type { AudioItem } from '../waveform.ts';
import { defaultCacheBytes } from './create-audio-encoder.ts';
import { prepareOf } from './prepare-of.ts';

/**
 * The `prepare` of an encoder that was read from disk or fetched, rebuilt from its preparation: what core's `modelFrom`
 * asks for. In Node, `loadAudioEncoder` does it all.
 *
 * @throws TypeError if the encoder is not of sound, or its model takes other frames than its preparation gives
 * @throws SyntaxError naming the field of the preparation that is wrong
 */
export function audioPrepare(encoder: {
  readonly modality: string;
  readonly preparation: Json;
  readonly model: Pick<Encoder<AudioItem>['model'], 'inputs'>;
}): Encoder<AudioItem>['prepare'] {
  if (encoder.modality !== 'audio') {
    throw new TypeError(`audioPrepare: the encoder must be of the modality audio, got ${encoder.modality}`);
  }
  const preparation = parsePreparation(encoder.preparation);
  const [takes, gives] = [inputsOf(encoder.model), inputsText([[null, widthOf(preparation.frontEnd)], [null]])];
  if (takes !== gives) {
    throw new TypeError(
      `audioPrepare: the model takes ${takes}, its preparation gives ${gives}; the model's files don't belong together`,
    );
  }
  const { augment } = preparation;
  return prepareOf(preparation, augment === null ? undefined : augmentBy(augment), defaultCacheBytes);
}
