import * as tf from '@tensorflow/tfjs';
import type { Encoder, Prepared } from '@siamese/core';
import { inParallel } from '@siamese/core/items';
import type { Windows } from '../preparation/preparation.ts';
import type { AudioPrepare, PreparedAudio } from '../preparation/preparer.ts';
import type { AudioItem } from '../waveform.ts';

/** Files at work at once. */
const readers = 4;

/** Windows that are not full have a multiple of so many frames. */
const lengths = 16;

/**
 * Where windows of `size` frames begin in a recording of `frames`: 0, then every `size (1 - overlap)` frames (a frame at
 * least) until one reaches the end.
 *
 * Reference: the partial utterances of Wan et al. 2018, "Generalized End-to-End Loss for Speaker Verification", with the
 * minimum coverage of Resemblyzer.
 */
export function windowStarts(frames: number, size: number, { overlap, coverage, most }: Windows): number[] {
  const step = Math.max(1, Math.round(size * (1 - overlap)));
  const starts = [0];
  while (starts.at(-1)! + size < frames) starts.push(starts.at(-1)! + step);
  if (starts.length > 1 && (frames - starts.at(-1)!) / size < coverage) starts.pop();
  if (starts.length <= most) return starts;
  const between = (starts.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, i) => starts[Math.round(i * between)]!);
}

/**
 * A `prepare` that cuts recordings into windows where there is no `random`: a row for each window, and in `parts` how many
 * are one recording's. Training is left as it is.
 *
 * @param whole prepares recordings as a whole
 * @param size frames of a window
 */
export function inWindows(whole: AudioPrepare, size: number, windows: Windows): Encoder<AudioItem>['prepare'] {
  return async (items, random) => {
    if (random !== undefined) return whole(items, random);
    // One by one: side by side all of them would be as long as the longest.
    const prepared = await inParallel(items, readers, (item) => whole([item]));
    try {
      return await cut(prepared, size, windows);
    } finally {
      for (const { x, mask } of prepared) tf.dispose([x, mask]);
    }
  };
}

async function cut(recordings: readonly PreparedAudio[], size: number, windows: Windows): Promise<Prepared> {
  const read = await Promise.all(
    recordings.map(async ({ x, mask }) => {
      const sound = ((await mask.data()) as Float32Array).reduce((sum, value) => sum + value, 0);
      return { values: (await x.data()) as Float32Array, sound, starts: windowStarts(sound, size, windows) };
    }),
  );
  const features = recordings[0]?.x.shape[2] ?? 1;
  const rows = read.reduce((sum, { starts }) => sum + starts.length, 0);
  // Windows longer than all recordings need not be filled up; few different lengths are few graphs to build.
  const longest = read.reduce((most, { sound }) => Math.max(most, sound), 1);
  const frames = Math.min(size, Math.ceil(longest / lengths) * lengths);
  const x = new Float32Array(rows * frames * features);
  const mask = new Float32Array(rows * frames);
  let row = 0;
  for (const { values, sound, starts } of read) {
    for (const start of starts) {
      const kept = Math.min(frames, sound - start);
      x.set(values.subarray(start * features, (start + kept) * features), row * frames * features);
      mask.fill(1, row * frames, row * frames + kept);
      row++;
    }
  }
  return {
    x: tf.tensor3d(x, [rows, frames, features]),
    mask: tf.tensor2d(mask, [rows, frames]),
    parts: read.map(({ starts }) => starts.length),
  };
}
