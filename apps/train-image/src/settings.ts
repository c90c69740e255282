/** The losses that can be asked for; each says which batches it needs. */
export const lossNames = ['contrastive', 'triplet', 'supervised-contrastive', 'binary-cross-entropy'] as const;
export const networkNames = ['mlp', 'cnn', 'resnet'] as const;
export const minerNames = ['none', 'batch-hard', 'semi-hard', 'batch-all'] as const;
export const distanceNames = ['euclidean', 'squared-euclidean', 'manhattan', 'cosine', 'dot'] as const;
export const headNames = ['distance', 'difference', 'scaled'] as const;
export const optimizerNames = ['adam', 'sgd', 'rmsprop'] as const;
export const scheduleNames = ['constant', 'cosine'] as const;
export const augmentNames = ['none', 'affine'] as const;

/** Everything that decides what a run computes. */
export type Settings = {
  /** `scribbles`, `mnist`, `fashion-mnist`, `omniglot`, a folder of class folders, or a CSV of path and label. */
  data: string;
  /** Draws the data set `scribbles`; the classes are the same whatever `seed` is. */
  dataSeed: number;
  crop: boolean;
  /** The side of the pictures in pixels; 0 takes what suits the data (28 for characters, 64 for photographs). */
  size: number;
  network: (typeof networkNames)[number];
  dimensions: number;
  /** Whether embeddings are brought to length 1. */
  normalize: boolean;
  distance: (typeof distanceNames)[number];
  augment: (typeof augmentNames)[number];
  loss: (typeof lossNames)[number];
  margin: number;
  temperature: number;
  miner: (typeof minerNames)[number];
  /** What turns two embeddings into a logit, with binary cross-entropy. */
  head: (typeof headNames)[number];
  /** Pairs, or triplets, of a batch. */
  batch: number;
  /** Classes, and items of each, of a batch of groups. */
  classes: number;
  perClass: number;
  optimizer: (typeof optimizerNames)[number];
  learningRate: number;
  schedule: (typeof scheduleNames)[number];
  /** Steps over which the learning rate rises from zero. */
  warmup: number;
  /** Steps of the run; 0 counts epochs instead. */
  steps: number;
  epochs: number;
  /** A fixed threshold, as a distance; 0 chooses it on items held out. */
  threshold: number;
  /** The rate at which strangers may be let in when the threshold of identification is chosen. */
  far: number;
};

/** A preset: what differs from the defaults, and what differs again for one data set. */
export type Preset = Partial<Settings> & { readonly for?: Readonly<Record<string, Partial<Settings>>> };
