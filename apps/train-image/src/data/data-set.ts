import type { Picture } from '@siamese/image';
import type { DataSet as Split } from '@siamese/runner';

/** A data set of pictures, split and checked, as a run uses it. */
export type DataSet = Split<Picture> & {
  /** The side in pixels at which a network should see these pictures. */
  readonly size: number;
  /** 3 if any picture has colour. */
  readonly channels: 1 | 3;
};

/** What a source may be told. */
export type DataOptions = {
  readonly seed: number;
  /** The side in pixels, where the person chose one. */
  readonly size?: number | undefined;
  readonly skipBad: boolean;
  /** Of a folder or table of one's own: all of it is the test, for a model that was not trained on it. */
  readonly all?: boolean;
  /** Whether drawings are cropped to their ink first. */
  readonly crop: boolean;
  /** How many classes of a set by name are kept for the test; 0: those of the training are tested. */
  readonly unseen: number;
  /** False: nothing needs to be held out for a threshold, so a closed set trains on it too. */
  readonly holdOut: boolean;
};
