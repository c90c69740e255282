import type * as tf from '@tensorflow/tfjs';
import type { Random } from '@siamese/core';
import type { Augment } from '../augment/batch.ts';
import type { AudioItem } from '../waveform.ts';
import type { AudioPreparation } from './preparation.ts';

/** What an audio network is given. */
export type PreparedAudio = {
  /** `[batch, frames, features]`; of samples themselves `[batch, samples, 1]`. Behind an item's end: silence. */
  x: tf.Tensor3D;
  /** `[batch, frames]`, 1 where there is sound of the item, 0 behind its end. */
  mask: tf.Tensor2D;
};

/** The `prepare` of an audio encoder. */
export type AudioPrepare = (items: readonly AudioItem[], random?: Random) => Promise<PreparedAudio>;

/**
 * The `prepare` of an audio encoder: items to `x`, `[batch, frames, features]`, and its `mask`, `[batch, frames]`.
 *
 * With `random` (training) it crops at random and augments, and decoded samples are kept in at most `cacheBytes`; without,
 * it is a function of the items alone.
 */
export function preparer(
  _preparation: AudioPreparation,
  _augment: Augment | undefined,
  _cacheBytes: number,
): AudioPrepare {
  throw new Error('preparer: not there yet');
}
