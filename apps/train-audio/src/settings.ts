import type { AudioNetworkName } from '@siamese/audio';
import type { ObjectiveSettings } from '@siamese/runner';

export const networkNames = [
  'mel-cnn-lstm',
  'mel-cnn-pool',
  'wave-cnn',
  'lstm-stack',
  'tdnn',
] as const satisfies readonly AudioNetworkName[];
export const frontEndNames = ['speech', 'tacotron', 'librosa', 'whisper', 'resemblyzer', 'wave'] as const;
/** What training recordings are varied by; several are joined by `+`: `noise+room`. */
export const augmentNames = ['speed', 'shift', 'room', 'noise', 'band', 'gain', 'specAugment'] as const;

/** Everything that decides what a run computes. */
export type Settings = ObjectiveSettings & {
  /** `voices`, `librispeech-mini`, `fsdd-speakers`, `fsdd-digits`, a folder of speaker folders, or a CSV of path and label. */
  readonly data: string;
  /** Draws the data set `voices`; the speakers are the same whatever `seed` is. */
  readonly dataSeed: number;
  /** Samples a second that everything is brought to. */
  readonly rate: number;
  /** What the network is given of a recording. */
  readonly frontEnd: (typeof frontEndNames)[number];
  /** Each crop to mean 0 and deviation 1: every mel band by itself, all of them together, or not at all. */
  readonly normalise: 'none' | 'perBand' | 'all';
  readonly network: (typeof networkNames)[number];
  /** Channels of `tdnn`; the others have theirs. */
  readonly width: number;
  /** Seconds of a crop. */
  readonly seconds: number;
  /** What stands for a recording once trained: all of it, windows of `seconds`, or its middle `seconds`. */
  readonly inference: 'whole' | 'windows' | 'centre';
  /** Decibels below the loudest from which silence at both ends is cut; 0: nothing is. */
  readonly trim: number;
  /** Whether embeddings are brought to length 1. */
  readonly normalize: boolean;
  /** `none`, or names of `augmentNames` joined by `+`. */
  readonly augment: string;
  /** Other speeds at which every training recording is another speaker, joined by `+`; or `none`. */
  readonly speeds: string;
  /** The rate at which strangers may be let in when the threshold of identification is chosen. */
  readonly far: number;
};

/** A preset: what differs from the defaults. */
export type Preset = Partial<Settings>;
