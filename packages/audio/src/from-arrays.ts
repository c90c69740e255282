import type { Labelled } from '@siamese/core';
import { checkRate } from './decode-audio.ts';
import type { Waveform } from './waveform.ts';

/**
 * Labelled recordings from samples in memory, one array each. Nothing is copied.
 *
 * @throws TypeError if there are not as many recordings as labels (and groups), or one is no Float32Array
 * @throws RangeError if the rate is out of range
 */
export function fromArrays(
  recordings: readonly Float32Array[],
  labels: readonly string[],
  o: { readonly sampleRate: number; readonly groups?: readonly string[] },
): Labelled<Waveform> {
  const { sampleRate, groups } = o;
  checkRate(sampleRate, 'fromArrays: sampleRate');
  for (const [name, list] of Object.entries({ recordings, groups })) {
    if (list !== undefined && list.length !== labels.length) {
      throw new TypeError(`fromArrays: ${name} must be as many as labels (${labels.length}), got ${list.length}`);
    }
  }
  const wrong = recordings.findIndex((samples) => !(samples instanceof Float32Array));
  if (wrong >= 0) {
    throw new TypeError(
      `fromArrays: each recording must be a Float32Array, got ${typeof recordings[wrong]} at ${wrong}`,
    );
  }
  return {
    items: recordings.map((samples) => ({ samples, sampleRate })),
    labels,
    ...(groups === undefined ? {} : { groups }),
  };
}
