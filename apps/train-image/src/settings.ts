/** The losses that can be asked for: every one that takes labels. `losses/table.ts` makes them. */
export const lossNames = [
  'contrastive',
  'online-contrastive',
  'margin',
  'binary-cross-entropy',
  'triplet',
  'soft-triplet',
  'margin-of-triplets',
  'info-nce',
  'siglip',
  'n-pairs',
  'supervised-contrastive',
  'nt-xent',
  'multi-similarity',
  'circle',
  'lifted-structure',
  'soft-nearest-neighbours',
  'fast-ap',
  'ranked-list',
  'histogram',
  'snr-contrastive',
  'ge2e',
  'softmax',
  'normalized-softmax',
  'arc-face',
  'cos-face',
  'sphere-face',
  'sub-centre-arc-face',
  'proxy-nca',
  'proxy-anchor',
  'soft-triple',
] as const;
export type LossName = (typeof lossNames)[number];
export const networkNames = ['mlp', 'lenet', 'small-cnn', 'wide-cnn', 'cnn', 'deep-cnn', 'resnet'] as const;
/** What can pick triplets or pairs from a batch of groups. `losses/miners.ts` makes them. */
export const minerNames = [
  'none',
  'batch-hard',
  'semi-hard',
  'batch-all',
  'batch-easy-hard',
  'random-hard',
  'distance-weighted',
  'every-pair',
  'hardest-pairs',
  'margin-pairs',
  'multi-similarity-pairs',
] as const;
export type MinerName = (typeof minerNames)[number];
export const distanceNames = ['euclidean', 'squared-euclidean', 'manhattan', 'cosine', 'dot'] as const;
export const headNames = ['distance', 'difference', 'scaled'] as const;
export const optimizerNames = ['adam', 'sgd', 'rmsprop'] as const;
export const scheduleNames = ['constant', 'cosine'] as const;
/** What training pictures are varied by; several are joined by `+`: `flip+affine`. */
export const augmentNames = ['flip', 'affine', 'thickness', 'light', 'erase'] as const;

/** Everything that decides what a run computes. */
export type Settings = {
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
  dimensions: number;
  /** The layer whose output is the embedding once training is over, by its name; `last` is what was trained. */
  embedding: string;
  /** Whether embeddings are brought to length 1. */
  normalize: boolean;
  distance: (typeof distanceNames)[number];
  /** `none`, or names of `augmentNames` joined by `+`. */
  augment: string;
  loss: LossName;
  /** What the loss may be told, where it takes it; 0 leaves it at the loss's own. */
  margin: number;
  temperature: number;
  scale: number;
  miner: MinerName;
  /** What turns two embeddings into a logit, with binary cross-entropy. */
  head: (typeof headNames)[number];
  /** Pairs, triplets or matched rows of a batch. */
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
