import type * as tf from '@tensorflow/tfjs';

/** What a network is made for. */
export type NetworkOptions = {
  /** Rows of a picture. */
  readonly height: number;
  /** Pixels in a row. */
  readonly width: number;
  /** 1: grey, 3: colour. */
  readonly channels: number;
  /** The length of an embedding. */
  readonly dimensions: number;
  /** Where the weights start: the same seed gives the same weights, on any backend. */
  readonly seed: number;
};

/** Makes a model from pictures `[n, height, width, channels]` to embeddings `[n, dimensions]`. */
export type Network = (o: NetworkOptions) => tf.LayersModel;
