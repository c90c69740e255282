import type { ObjectiveSettings } from '@siamese/runner';

export const networkNames = ['mlp', 'lenet', 'small-cnn', 'wide-cnn', 'cnn', 'deep-cnn', 'resnet'] as const;
/** What training pictures are varied by; several are joined by `+`: `flip+affine`. */
export const augmentNames = ['flip', 'affine', 'thickness', 'light', 'erase'] as const;

/** Everything that decides what a run computes. */
export type Settings = ObjectiveSettings & {
  /** `scribbles`, `mnist`, `fashion-mnist`, `omniglot`, a folder of class folders, or a CSV of path and label. */
  data: string;
  /** Draws the data set `scribbles`; the classes are the same whatever `seed` is. */
  dataSeed: number;
  crop: boolean;
  /** Of mnist and fashion-mnist: so many classes, the last ones, are not trained on and are the test. */
  unseen: number;
  /** The side of the pictures in pixels; 0 takes what suits the data (28 for characters, 64 for photographs). */
  size: number;
  network: (typeof networkNames)[number];
  /** The layer whose output is the embedding once training is over, by its name; `last` is what was trained. */
  embedding: string;
  /** Whether embeddings are brought to length 1. */
  normalize: boolean;
  /** `none`, or names of `augmentNames` joined by `+`. */
  augment: string;
  /** The rate at which strangers may be let in when the threshold of identification is chosen. */
  far: number;
};

/** A preset: what differs from the defaults, and what differs again for one data set. */
export type Preset = Partial<Settings> & { readonly for?: Readonly<Record<string, Partial<Settings>>> };
