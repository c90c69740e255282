import type { Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';

/** A data set, split and checked, as a run uses it. */
export type DataSet = {
  readonly name: string;
  readonly train: Labelled<Picture>;
  /** Where the threshold is chosen; undefined if there is too little of it, and `notes` says so. */
  readonly calibration: Labelled<Picture> | undefined;
  readonly test: Labelled<Picture>;
  /** Whether the classes of the test are those of the training. */
  readonly closed: boolean;
  /** The side in pixels at which a network should see these pictures. */
  readonly size: number;
  /** 3 if any picture has colour. */
  readonly channels: 1 | 3;
  /** How it was split, and what a reader of its figures has to know. */
  readonly notes: readonly string[];
};

/** What a source may be told. */
export type DataOptions = {
  readonly seed: number;
  /** The side in pixels, where the person chose one. */
  readonly size?: number | undefined;
  readonly skipBad: boolean;
  /** Whether drawings are cropped to their ink first. */
  readonly crop: boolean;
  /** How many classes of a set by name are kept for the test; 0: those of the training are tested. */
  readonly unseen: number;
  /** False: nothing needs to be held out for a threshold, so a closed set trains on it too. */
  readonly holdOut: boolean;
};
