import { distanceNamed } from '@siamese/core';
import { createImageEncoder, type Augmentation, type ImageEncoder } from '@siamese/image';
import type { DataSet } from './data/data-set.ts';
import type { Settings } from './settings.ts';

/** The encoder that the settings describe, for the pictures of a data set, and how to call it. */
export function network(s: Settings, data: DataSet, seed: number): { encoder: ImageEncoder; what: string } {
  const { size, channels } = data;
  const encoder = createImageEncoder({
    seed,
    size,
    channels,
    network: s.network,
    dimensions: s.dimensions,
    normalize: s.normalize,
    distance: distanceNamed(s.distance),
    augment: augmentationOf(s.augment),
  });
  const weights = encoder.model.countParams().toLocaleString('en-US');
  const input = `${size} x ${size} ${channels === 1 ? 'grey' : 'colour'}`;
  const what = `${s.network} of ${weights} weights, ${input} -> ${s.dimensions}${s.normalize ? ' of length 1' : ''}, ${s.distance}`;
  return { encoder, what };
}

/** Each named piece as it comes. */
function augmentationOf(names: string): Augmentation | false {
  return names === 'none' ? false : Object.fromEntries(names.split('+').map((name) => [name, {}]));
}
