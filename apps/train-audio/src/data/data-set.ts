import type { Waveform } from '@siamese/audio';
import type { AudioItem } from '@siamese/audio';
import type { DataSet as Split, Measured, Usable } from '@siamese/runner';

/** A data set of recordings, split and read, as a run uses it. */
export type DataSet = Split<Waveform> & {
  /** Whether a speaker may have one recording alone, several crops of which make up a batch. */
  readonly repeat: boolean;
  /** Of a set that is trained on in several ways: which one this is, as a folder's name. */
  readonly part?: string;
  /** Figures that this set is measured by besides, or instead of those of the same key. */
  readonly figures?: (target: Usable<AudioItem>, baseline: Usable<AudioItem>) => Promise<Measured[]>;
};

/** What a source may be told. */
export type DataOptions = {
  /** Of what is drawn: who is held out, and the voices. */
  readonly seed: number;
  /** Samples a second that files are brought to; absent: as they are. */
  readonly rate?: number;
  readonly skipBad: boolean;
  /** Of a folder or table of one's own: all of it is the test, for a model that was not trained on it. */
  readonly all: boolean;
};
