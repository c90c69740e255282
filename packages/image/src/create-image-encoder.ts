import { checkNetwork, cosine, type Distance, type Encoder, type Json, networkNamed } from '@siamese/core';
import { checkInRange, checkPositiveInteger } from '@siamese/core/check';
import type { Augment, Augmentation } from './augment/index.ts';
import { augmentBy, smallAffine } from './augment/index.ts';
import type { Network, NetworkOptions } from './networks/index.ts';
import { cnn, deepCnn, lenet, mlp, resnet, smallCnn, wideCnn } from './networks/index.ts';
import type { ImageItem } from './picture.ts';
import type { ImagePreparation } from './preparation/preparation.ts';
import { preparer } from './preparation/preparer.ts';
import type { Fit } from './resize/fit-picture.ts';

/** The networks that come with the package. */
export type NetworkName = 'mlp' | 'lenet' | 'small-cnn' | 'wide-cnn' | 'cnn' | 'deep-cnn' | 'resnet';

const networks: Readonly<Record<NetworkName, Network>> = {
  mlp,
  lenet,
  'small-cnn': smallCnn,
  'wide-cnn': wideCnn,
  cnn,
  'deep-cnn': deepCnn,
  resnet,
};

/** Turns pictures into embeddings. */
export type ImageEncoder = Encoder<ImageItem>;

/** What an image encoder is made of; only the seed must be given. */
export type ImageEncoderOptions = {
  /** Where the weights start. */
  readonly seed: number;
  /** Pixels a side that every picture is brought to. Default 64. */
  readonly size?: number | { readonly width: number; readonly height: number };
  /** 1: grey, 3: colour (default). Pictures of the other kind are converted. */
  readonly channels?: 1 | 3;
  /** The length of an embedding. Default 128. */
  readonly dimensions?: number;
  /** A network by name, or a function that makes one. Default `resnet`. */
  readonly network?: NetworkName | Network;
  /** What is varied in training: a description (kept with the model), a function (not kept) or false. Default `smallAffine`. */
  readonly augment?: Augmentation | Augment | false;
  /** Whether embeddings are brought to length 1. Default true. */
  readonly normalize?: boolean;
  /** How embeddings are compared. Default `cosine`. */
  readonly distance?: Distance;
  /** How a picture of other proportions fits. Default `contain`. */
  readonly fit?: Fit;
  /** What fills the rest under `contain`: 0 to 255, or the mean of the picture's border (default). */
  readonly background?: number | 'border';
  /** Whether dark becomes light: for dark ink on light paper. Default false. */
  readonly invert?: boolean;
  /** `unit` (default): 0 to 1; `standardised`: each picture to mean 0 and deviation 1. */
  readonly values?: 'unit' | 'standardised';
  /** Bytes of decoded pictures kept during training. Default 512 MiB. */
  readonly cacheBytes?: number;
};

/** Bytes of decoded pictures kept during training, unless asked for otherwise. */
export const defaultCacheBytes = 512 * 2 ** 20;

/**
 * An encoder of pictures with untrained, seeded weights: `x` is `[n, height, width, channels]`, the embedding
 * `[n, dimensions]`.
 *
 * @throws RangeError if an option is out of range or the network's name unknown
 * @throws TypeError if an option is of the wrong type, or the network does not take such pictures or end at dimensions
 */
export function createImageEncoder(o: ImageEncoderOptions): ImageEncoder {
  const { size = 64, dimensions = 128, network = 'resnet', augment = smallAffine } = o;
  const { width, height } = typeof size === 'object' ? size : { width: size, height: size };
  if (!Number.isSafeInteger(o.seed)) {
    throw new RangeError(`createImageEncoder: seed must be an integer, got ${String(o.seed)}`);
  }
  checkPositiveInteger(width, 'createImageEncoder: size');
  checkPositiveInteger(height, 'createImageEncoder: size');
  checkInRange(Math.max(width, height), 1, 4096, 'createImageEncoder: size');
  checkPositiveInteger(dimensions, 'createImageEncoder: dimensions');
  const { channels = 3, background = 'border', cacheBytes = defaultCacheBytes } = o;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`createImageEncoder: channels must be 1 (grey) or 3 (colour), got ${String(channels)}`);
  }
  const { fit = 'contain', values = 'unit' } = o;
  if (!['contain', 'cover', 'stretch'].includes(fit)) {
    throw new RangeError(`createImageEncoder: fit must be contain, cover or stretch, got '${String(fit)}'`);
  }
  if (!['unit', 'standardised'].includes(values)) {
    throw new RangeError(`createImageEncoder: values must be unit or standardised, got '${String(values)}'`);
  }
  if (background !== 'border') checkInRange(background, 0, 255, 'createImageEncoder: background');
  checkInRange(cacheBytes, 0, Infinity, 'createImageEncoder: cacheBytes');
  const vary = augment === false ? undefined : typeof augment === 'function' ? augment : augmentBy(augment);
  const preparation: ImagePreparation = {
    width,
    height,
    channels,
    fit,
    background,
    invert: o.invert ?? false,
    values,
    augment: typeof augment === 'object' ? augment : null,
  };
  const make = networkNamed<NetworkOptions>(networks, network, 'createImageEncoder');
  const model = make({ height, width, channels, dimensions, seed: o.seed });
  const inputs = [[height, width, channels]];
  checkNetwork(model, { items: 'pictures', inputs, dimensions }, 'createImageEncoder');
  return {
    model,
    prepare: preparer(preparation, vary, cacheBytes),
    distance: o.distance ?? cosine,
    normalize: o.normalize ?? true,
    modality: 'image',
    preparation: preparation as Json,
  };
}
