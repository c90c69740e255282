import { doElsewhere } from '#threads';
import * as tf from '@tensorflow/tfjs';
import type { Random } from '@siamese/core';
import { inParallel, recentlyUsed } from '@siamese/core/items';
import type { Augment } from '../augment/index.ts';
import type { Features } from '../front-end/features.ts';
import { openFeatures } from '../front-end/open-features.ts';
import { toLoudness } from '../signal/levels.ts';
import type { AudioItem } from '../waveform.ts';
import { isWaveform } from '../waveform.ts';
import { cropOf, startOf } from './load-crop.ts';
import type { AudioPreparation } from './preparation.ts';
import { readItem, type Wanted } from './read-item.ts';

/** What an audio network is given. */
export type PreparedAudio = {
  /** `[batch, frames, features]`; of samples themselves `[batch, samples, 1]`. Behind an item's end: silence. */
  x: tf.Tensor3D;
  /** `[batch, frames]`, 1 where there is sound of the item, 0 behind its end. */
  mask: tf.Tensor2D;
};

/** The `prepare` of an audio encoder. */
export type AudioPrepare = (items: readonly AudioItem[], random?: Random) => Promise<PreparedAudio>;

/** Files at work at once: reading one, decoding another. */
const readers = 4;

/**
 * The `prepare` of an audio encoder: items to `x`, `[batch, frames, features]`, and its `mask`, `[batch, frames]`.
 *
 * With `random` (training) it crops at random and augments, and what was decoded is kept in at most `cacheBytes`: features
 * where crops can be cut from them, else samples. Without, it is a function of the items alone: of each its middle `seconds`
 * or the whole; `windows` are cut by the encoder. Crops have one number of frames always; whole recordings as many as the longest of the batch.
 */
export function preparer(
  preparation: AudioPreparation,
  augment: Augment | undefined,
  cacheBytes: number,
): AudioPrepare {
  const { frontEnd, seconds, inference, loudness } = preparation;
  const cache = recentlyUsed<Float32Array, AudioItem>(cacheBytes, ({ byteLength }) => byteLength);
  const cropLength = seconds === null ? undefined : Math.round(seconds * frontEnd.sampleRate);
  const fromFrames = cutsFrames(preparation, augment);
  let opened: Promise<Features> | undefined;

  /** What a file holds is decoded in another thread, where there is one. */
  const read = (item: AudioItem, wanted: Wanted, features: Features): Promise<Float32Array> =>
    isWaveform(item)
      ? readItem(item, preparation, wanted, features)
      : doElsewhere({ kind: 'prepare', item, preparation, wanted });

  /** Of training: an item's samples, or their features, all of them. */
  const whole = async (item: AudioItem, features: Features): Promise<Float32Array> => {
    const known = cache.get(item);
    if (known !== undefined) return known;
    const values = await read(item, { centre: null, as: fromFrames ? 'features' : 'samples' }, features);
    // Samples that the item itself holds need no second place.
    if (!(isWaveform(item) && values.buffer === item.samples.buffer)) cache.set(item, values);
    return values;
  };

  /** Features of a crop, nobody else's. */
  const drawn = (values: Float32Array, features: Features, random: Random): Float32Array => {
    const { width } = features;
    if (fromFrames) {
      if (cropLength === undefined) return values.slice();
      const frames = features.framesOf(cropLength);
      const from = startOf(values.length / width, frames, random) * width;
      return values.slice(from, from + frames * width);
    }
    const crop = cropLength === undefined ? values : cropOf(values, cropLength, random);
    const levelled = loudness === null ? crop : toLoudness(crop, loudness);
    const changed = augment?.onSamples?.({ samples: levelled, sampleRate: frontEnd.sampleRate }, random) ?? levelled;
    const taken = features.of(cropLength === undefined ? changed : changed.subarray(0, cropLength));
    return frontEnd.kind === 'wave' ? taken.slice() : taken;
  };

  const centre = cropLength !== undefined && inference === 'centre' ? cropLength : null;

  return async (items, random) => {
    const features = await (opened ??= openFeatures(frontEnd));
    let each: readonly Float32Array[];
    if (random === undefined) {
      each = await inParallel(items, readers, (item) => read(item, { centre, as: 'features' }, features));
    } else {
      const held = await inParallel(items, readers, (item) => whole(item, features));
      // Reading may end in any order; drawing may not.
      each = held.map((values) => drawn(values, features, random));
      const { width, silence } = features;
      for (const values of each) {
        augment?.onFrames?.({ values, frames: values.length / width, width, silence }, random);
      }
    }
    const fixed = cropLength !== undefined && (random !== undefined || inference === 'centre');
    return batched(each, features, fixed ? features.framesOf(cropLength) : undefined);
  };
}

/** Whether a crop's features are a crop of the features: nothing is done to samples, nothing looks at a clip as a whole. */
function cutsFrames({ frontEnd, loudness }: AudioPreparation, augment: Augment | undefined): boolean {
  if (augment?.onSamples || loudness !== null || frontEnd.kind === 'wave') return false;
  return frontEnd.normalise === 'none' && !(frontEnd.kind === 'mel' && typeof frontEnd.log?.range === 'number');
}

function batched(
  each: readonly Float32Array[],
  { width, silence }: Features,
  fixed: number | undefined,
): PreparedAudio {
  const frames = fixed ?? each.reduce((most, { length }) => Math.max(most, length / width), 1);
  const x = new Float32Array(each.length * frames * width).fill(silence);
  const mask = new Float32Array(each.length * frames);
  each.forEach((values, n) => {
    x.set(values.subarray(0, frames * width), n * frames * width);
    mask.fill(1, n * frames, n * frames + Math.min(frames, values.length / width));
  });
  return {
    x: tf.tensor3d(x, [each.length, frames, width]),
    mask: tf.tensor2d(mask, [each.length, frames]),
  };
}
