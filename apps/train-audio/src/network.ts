import { distanceNamed } from '@siamese/core';
import { type AudioEncoder, type Augmentation, createAudioEncoder, tdnn } from '@siamese/audio';
import { frontEndOf } from './front-end.ts';
import type { Settings } from './settings.ts';

/** The encoder that the settings describe, and how to call it. */
export function network(s: Settings, seed: number): { encoder: AudioEncoder; what: string } {
  const encoder = createAudioEncoder({
    seed,
    frontEnd: frontEndOf(s),
    network: s.network === 'tdnn' ? (o) => tdnn({ ...o, width: s.width }) : s.network,
    dimensions: s.dimensions,
    seconds: s.seconds,
    inference: s.inference === 'windows' ? {} : s.inference,
    trim: s.trim === 0 ? null : { decibels: s.trim },
    normalize: s.normalize,
    distance: distanceNamed(s.distance),
    augment: augmentationOf(s.augment),
  });
  const weights = encoder.model.countParams().toLocaleString('en-US');
  const input = `${s.seconds} s of ${s.frontEnd} at ${s.rate} Hz`;
  const what = `${s.network} of ${weights} weights, ${input} -> ${s.dimensions}${s.normalize ? ' of length 1' : ''}, ${s.distance}`;
  return { encoder, what };
}

/** Each named piece as it comes. */
function augmentationOf(names: string): Augmentation | false {
  return names === 'none' ? false : Object.fromEntries(names.split('+').map((name) => [name, {}]));
}
