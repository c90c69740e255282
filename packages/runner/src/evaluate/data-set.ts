import type { Labelled } from '@siamese/core';

/** A data set, split and read, as a run uses it. */
export type DataSet<Item> = {
  readonly name: string;
  readonly train: Labelled<Item>;
  /** Where the threshold is chosen; undefined if there is too little of it, and `notes` says so. */
  readonly calibration: Labelled<Item> | undefined;
  readonly test: Labelled<Item>;
  /** Whether the classes of the test are those of the training. */
  readonly closed: boolean;
  /** How it was split, and what a reader of its figures has to know. */
  readonly notes: readonly string[];
};

/** How a set is measured. */
export type MeasureSettings = {
  /** Of drawn trials, intervals and samples; the same whatever the training's seed is. */
  readonly dataSeed: number;
  /** The rate at which strangers may be let in. */
  readonly far: number;
  /** A fixed threshold, as a distance; 0: chosen on items held out. */
  readonly threshold: number;
};
