import type { Augmentation } from '../augment/augmentation.ts';
import type { FrontEnd } from '../front-end/front-end.ts';

/** Every constant of an audio encoder's preparation, as it is kept in the model's folder. */
export type AudioPreparation = {
  /** Which features, all constants of them. */
  readonly frontEnd: FrontEnd;
  /** Of many channels: their mean, or the one of this index (0 the first). */
  readonly channel: 'mean' | number;
  /** Seconds of a crop: at random in training, see `inference` otherwise. null: whole recordings always. */
  readonly seconds: number | null;
  /** What is taken without `random`: the middle `seconds`, or the whole recording. */
  readonly inference: 'centre' | 'whole';
  /** Seconds that a recording may last where all of it is needed. */
  readonly longest: number;
  /** Silence at both ends is cut: what is more decibels below the loudest frame. null: nothing is cut. */
  readonly trim: { readonly decibels: number } | null;
  /** Root mean square that every crop is brought to, in dB of full scale. null: as it is. */
  readonly loudness: number | null;
  /** What is varied in training; null: nothing, or a function that JSON can't hold. */
  readonly augment: Augmentation | null;
};
