import { checkNetwork, cosine, type Distance, type Encoder, type Json, networkNamed } from '@siamese/core';
import { checkInRange, checkOneOf, checkPositive, checkPositiveInteger, checkSeed } from '@siamese/core/check';
import { augmentBy, type Augment, type Augmentation } from '../augment/index.ts';
import type { FrontEnd } from '../front-end/front-end.ts';
import { widthOf } from '../front-end/open-features.ts';
import { tacotron } from '../front-end/presets.ts';
import {
  lstmStack,
  melCnnLstm,
  melCnnPool,
  type Network,
  type NetworkOptions,
  tdnn,
  waveCnn,
} from '../networks/index.ts';
import type { AudioPreparation, Windows } from '../preparation/preparation.ts';
import type { AudioItem } from '../waveform.ts';
import { prepareOf } from './prepare-of.ts';

const networks = {
  'mel-cnn-lstm': melCnnLstm,
  'mel-cnn-pool': melCnnPool,
  'wave-cnn': waveCnn,
  'lstm-stack': lstmStack,
  tdnn,
} as const satisfies Record<string, Network>;

/** The networks that come with the package. */
export type AudioNetworkName = keyof typeof networks;

/** Turns recordings into embeddings. */
export type AudioEncoder = Encoder<AudioItem>;

/** What an audio encoder is made of; only the seed must be given. */
export type AudioEncoderOptions = {
  /** Where the weights start. */
  readonly seed: number;
  /** What a network is given of a recording: mel frames, samples, descriptors. Default `tacotron` at 16 kHz. */
  readonly frontEnd?: FrontEnd;
  /** A network by name, or a function that makes one. Default `mel-cnn-lstm`; `wave-cnn` of samples. */
  readonly network?: AudioNetworkName | Network;
  /** The length of an embedding. Default 256. */
  readonly dimensions?: number;
  /** Seconds of the crops that it is trained with, and of a window; null: whole recordings always. Default 3. */
  readonly seconds?: number | null;
  /**
   * What stands for a recording when it is embedded, never anything random: the middle `seconds`, all of it at once, or windows of
   * `seconds` whose embeddings are averaged (default: half of each overlaps the next, the last one has three quarters of sound,
   * 128 at most).
   */
  readonly inference?: 'centre' | 'whole' | Partial<Windows>;
  /** Seconds that a recording may last where all of it is needed. Default 3600. */
  readonly longest?: number;
  /** Of many channels: their mean (default), or the one of this index. */
  readonly channel?: 'mean' | number;
  /** Whether silence at both ends is cut: what is more decibels below the loudest frame. Default null: nothing is cut. */
  readonly trim?: { readonly decibels: number } | null;
  /** Root mean square that every crop is brought to, in dB of full scale. Default null: as it is. */
  readonly loudness?: number | null;
  /** What is varied in training: a description (kept with the model), a function (not kept) or false (default). */
  readonly augment?: Augmentation | Augment | false;
  /** Whether embeddings are brought to length 1. Default true. */
  readonly normalize?: boolean;
  /** How embeddings are compared. Default `cosine`. */
  readonly distance?: Distance;
  /** Bytes of decoded recordings kept during training. Default 512 MiB. */
  readonly cacheBytes?: number;
};

/** Windows at inference, unless asked for otherwise. */
export const defaultWindows: Windows = { overlap: 0.5, coverage: 0.75, most: 128 };

/** Bytes of decoded recordings kept during training, unless asked for otherwise. */
export const defaultCacheBytes = 512 * 2 ** 20;

/**
 * An encoder of recordings with untrained, seeded weights: `x` is `[n, frames, features]` and `mask` `[n, frames]`, the
 * embedding `[n, dimensions]`. An item's embedding does not depend on what else is in its batch.
 *
 * @throws RangeError if an option is out of range or the network's name unknown
 * @throws TypeError if an option is of the wrong type, or the network does not take such frames or end at dimensions
 */
export function createAudioEncoder(o: AudioEncoderOptions): AudioEncoder {
  const where = 'createAudioEncoder';
  const { frontEnd = { ...tacotron, sampleRate: 16_000 }, dimensions = 256, seconds = 3, augment = false } = o;
  const { inference = seconds === null ? 'whole' : defaultWindows, longest = 3600, channel = 'mean' } = o;
  const { trim = null, loudness = null, cacheBytes = defaultCacheBytes } = o;
  checkSeed(o.seed, `${where}: seed`);
  checkPositiveInteger(dimensions, `${where}: dimensions`);
  if (seconds !== null) checkPositive(seconds, `${where}: seconds`);
  checkPositive(longest, `${where}: longest`);
  if (channel !== 'mean') checkInRange(channel, 0, 255, `${where}: channel`);
  if (trim !== null) checkInRange(trim.decibels, 0, 200, `${where}: trim.decibels`);
  if (loudness !== null) checkInRange(loudness, -100, 0, `${where}: loudness`);
  checkInRange(cacheBytes, 0, Infinity, `${where}: cacheBytes`);
  if (typeof inference === 'string') checkOneOf(inference, ['centre', 'whole'], `${where}: inference`);
  const windows = typeof inference === 'string' ? null : checkedWindows({ ...defaultWindows, ...inference });
  if (seconds === null && (windows !== null || inference === 'centre')) {
    throw new RangeError(`${where}: inference must be 'whole' where seconds is null, for there is no length to cut to`);
  }
  const description = augment !== false && isDescription(augment) ? augment : null;
  const preparation = {
    frontEnd,
    channel,
    seconds,
    inference: inference === 'centre' ? 'centre' : 'whole',
    longest,
    trim,
    loudness,
    augment: description,
    windows,
  } as AudioPreparation;
  const features = widthOf(frontEnd);
  const name = o.network ?? (frontEnd.kind === 'wave' ? 'wave-cnn' : 'mel-cnn-lstm');
  const model = networkNamed<NetworkOptions>(networks, name, where)({ features, dimensions, seed: o.seed });
  checkNetwork(model, { items: 'frames and a mask', inputs: [[null, features], [null]], dimensions }, where);
  const vary = description === null ? (augment as Augment | false) || undefined : augmentBy(description);
  return {
    model,
    prepare: prepareOf(preparation, vary, cacheBytes),
    distance: o.distance ?? cosine,
    normalize: o.normalize ?? true,
    modality: 'audio',
    preparation: preparation as Json,
  };
}

/** An `Augment` is its functions, a description has none. */
const isDescription = (augment: Augmentation | Augment): augment is Augmentation =>
  !('onSamples' in augment || 'onFrames' in augment);

function checkedWindows(windows: Windows): Windows {
  checkInRange(windows.overlap, 0, 0.99, 'createAudioEncoder: inference.overlap');
  checkInRange(windows.coverage, 0, 1, 'createAudioEncoder: inference.coverage');
  checkPositiveInteger(windows.most, 'createAudioEncoder: inference.most');
  return windows;
}
