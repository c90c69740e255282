import type { Encoder } from '../encoder.ts';
import { centroids, type Embeddings, type VoteWeights } from '../knn/index.ts';

/** How a query is compared with those enrolled. */
export type GalleryRule = {
  /** `'centroid'`: with the mean of each label; `'nearest'`: with every item, the k nearest vote. */
  by: 'centroid' | 'nearest';
  /** Neighbours that vote; 1 for centroids. */
  k: number;
  /** What a neighbour's vote weighs: 1, or more the nearer it is. */
  weights: VoteWeights;
  /** A runner-up as near as this makes the answer ambiguous. */
  gap: number;
};

/** The threshold of a gallery, and what it was measured on. */
export type GalleryCalibration = {
  /** Queries whose best score is below it are strangers. */
  threshold: number;
  /** What was asked for: `far 0.01`. */
  target: string;
  /** The share of strangers that is let in at the threshold, 0 to 1. */
  far: number;
  /** How many strangers it was measured on. */
  strangers: number;
  /** The share of enrolled items that, left out and asked for again, are not named rightly; undefined if no label has two. */
  missed: number | undefined;
  /** How many enrolled items that was measured on. */
  enrolled: number;
};

/** Who is known: the embeddings of labelled items, the rule by which they are compared, and the threshold for strangers. */
export type Gallery<Query, Item = Query> = {
  /** What queries are embedded with. */
  readonly encoder: Encoder<Query>;
  /** What was enrolled is embedded with; the same encoder but for a comparator of two. */
  readonly enroller: Encoder<Item>;
  /** What was enrolled: centred already, where there is a mean. */
  readonly embeddings: Embeddings;
  /** The label of each row. */
  readonly labels: readonly string[];
  /** The key of each row, each once, if items were enrolled with keys: what `forgetItems` asks for. */
  readonly keys?: readonly string[];
  /** What is subtracted from every embedding before it is brought to length 1 again, if `enrol` was told to centre. */
  readonly mean?: Float32Array;
  readonly rule: GalleryRule;
  /** Below it a query is a stranger; undefined if nothing was calibrated: then the nearest is always named. */
  readonly threshold: number | undefined;
  /** What the threshold was measured on, if `enrol` was given strangers. */
  readonly calibration?: GalleryCalibration;
};

/** What queries are compared with: the rows enrolled, or the centroid of each label. */
export function baseOf(gallery: Omit<Gallery<never>, 'threshold'>): {
  embeddings: Embeddings;
  labels: readonly string[];
} {
  const { embeddings, labels, rule } = gallery;
  return rule.by === 'centroid'
    ? centroids(embeddings, labels, { normalize: comparesUnitRows(gallery) })
    : { embeddings, labels };
}

/** Whether what is compared has length 1: the encoder's rows, or whatever was centred. */
export function comparesUnitRows({ encoder, mean }: Pick<Gallery<never>, 'encoder' | 'mean'>): boolean {
  return encoder.normalize || mean !== undefined;
}
