import type * as tf from '@tensorflow/tfjs';

/** What a network is made for. */
export type NetworkOptions = {
  /** Numbers in a frame: mel bands; 1 of samples themselves. */
  readonly features: number;
  /** The length of an embedding. */
  readonly dimensions: number;
  /** Where the weights start: the same seed gives the same weights, on any backend. */
  readonly seed: number;
};

/**
 * Makes a model from frames `[n, frames, features]` and their mask `[n, frames]` (1 where there is sound of the item, 0 behind
 * its end) to embeddings `[n, dimensions]`. What is behind an item's end must not matter to its embedding.
 */
export type Network = (o: NetworkOptions) => tf.LayersModel;
