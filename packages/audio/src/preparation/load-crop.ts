import type { Random } from '@siamese/core';
import { checkHeard } from '../decode/check-heard.ts';
import { checkLength, leastSeconds } from '../decode/limits.ts';
import { openSound } from '../decode/open-sound.ts';
import type { Sound } from '../decode/sound.ts';
import { resampledSound } from '../resample/resampled-sound.ts';
import { trimSilence } from '../signal/voice-activity.ts';
import type { AudioItem } from '../waveform.ts';
import type { AudioPreparation } from './preparation.ts';

/**
 * The samples of a whole item at the front end's rate, without the silence at its ends if that is asked for.
 *
 * @throws RangeError naming the item if it is silent, too short, or longer than `longest`
 */
export async function loadWhole(item: AudioItem, preparation: AudioPreparation): Promise<Float32Array> {
  return withSound(item, preparation, (sound) => readWhole(sound, preparation));
}

/**
 * A crop of an item, `length` samples or fewer: its middle, or anywhere with `random`. Where nothing is trimmed, no more of
 * a WAV file is read than that.
 *
 * @throws RangeError naming the item if it is silent, too short, or has to be trimmed and is longer than `longest`
 */
export async function loadCrop(
  item: AudioItem,
  preparation: AudioPreparation,
  length: number,
  random?: Random,
): Promise<Float32Array> {
  return withSound(item, preparation, async (sound) => {
    if (preparation.trim !== null) return cropOf(await readWhole(sound, preparation), length, random);
    checkLength(sound.name, sound.length, sound.sampleRate, Infinity);
    const from = startOf(sound.length, length, random);
    const samples = await sound.read(from, Math.min(sound.length, from + length));
    checkHeard(sound.name, samples);
    return samples;
  });
}

/** `length` samples of those given: the middle, or anywhere with `random`; all of them if they are fewer. A view. */
export function cropOf(samples: Float32Array, length: number, random?: Random): Float32Array {
  const from = startOf(samples.length, length, random);
  return samples.subarray(from, from + length);
}

/** Where a crop of `length` begins in `whole`. */
export function startOf(whole: number, length: number, random?: Random): number {
  const rest = Math.max(0, whole - length);
  return random === undefined ? rest >> 1 : random.int(rest + 1);
}

async function withSound<Result>(
  item: AudioItem,
  { channel, frontEnd }: AudioPreparation,
  use: (sound: Sound) => Promise<Result>,
): Promise<Result> {
  const sound = await openSound(item, channel);
  try {
    return await use(resampledSound(sound, frontEnd.sampleRate));
  } finally {
    await sound.close();
  }
}

async function readWhole(sound: Sound, { longest, trim }: AudioPreparation): Promise<Float32Array> {
  const { name, length, sampleRate } = sound;
  checkLength(name, length, sampleRate, longest);
  const samples = await sound.read(0, length);
  checkHeard(name, samples);
  if (trim === null) return samples;
  const trimmed = trimSilence(samples, sampleRate, trim);
  // A click in silence must leave enough for a frame.
  return trimmed.length >= leastSeconds * sampleRate ? trimmed : samples;
}
