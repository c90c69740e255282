import { band, type BandOptions } from './band.ts';
import type { Augment } from './batch.ts';
import { gain } from './gain.ts';
import { noise, type NoiseOptions } from './noise.ts';
import { room, type RoomOptions } from './room.ts';
import { shift } from './shift.ts';
import { specAugment, type SpecAugmentOptions } from './spec-augment.ts';
import { speed } from './speed.ts';

/** Which pieces of augmentation a network is trained with, and how far each goes; what is absent is not done. */
export type Augmentation = {
  readonly speed?: { readonly amount?: number };
  readonly shift?: { readonly seconds?: number };
  readonly room?: RoomOptions;
  readonly noise?: NoiseOptions;
  readonly band?: BandOptions;
  readonly gain?: { readonly decibels?: number };
  readonly specAugment?: SpecAugmentOptions;
};

/** One after the other. */
export function inTurn(...pieces: readonly Augment[]): Augment {
  const onSamples = pieces.flatMap((piece) => (piece.onSamples ? [piece.onSamples] : []));
  const onFrames = pieces.flatMap((piece) => (piece.onFrames ? [piece.onFrames] : []));
  return {
    ...(onSamples.length > 0 && {
      onSamples: ({ samples, sampleRate }, random) =>
        onSamples.reduce((changed, piece) => piece({ samples: changed, sampleRate }, random), samples),
    }),
    ...(onFrames.length > 0 && {
      onFrames: (frames, random) => {
        for (const piece of onFrames) piece(frames, random);
      },
    }),
  };
}

/**
 * The pieces of a description, in this order: speed, shift, room, noise, band, gain, specAugment.
 *
 * @throws RangeError if an amount is out of range
 */
export function augmentBy(o: Augmentation): Augment {
  return inTurn(
    ...(o.speed ? [speed(o.speed)] : []),
    ...(o.shift ? [shift(o.shift)] : []),
    ...(o.room ? [room(o.room)] : []),
    ...(o.noise ? [noise(o.noise)] : []),
    ...(o.band ? [band(o.band)] : []),
    ...(o.gain ? [gain(o.gain)] : []),
    ...(o.specAugment ? [specAugment(o.specAugment)] : []),
  );
}
