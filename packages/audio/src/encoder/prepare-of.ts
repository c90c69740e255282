import type { Encoder } from '@siamese/core';
import type { Augment } from '../augment/index.ts';
import type { AudioPreparation } from '../preparation/preparation.ts';
import { preparer } from '../preparation/preparer.ts';
import type { AudioItem } from '../waveform.ts';
import { inWindows } from './windows.ts';

/** The `prepare` of an audio encoder: that of its preparation, in windows if it has them. */
export function prepareOf(
  preparation: AudioPreparation,
  augment: Augment | undefined,
  cacheBytes: number,
): Encoder<AudioItem>['prepare'] {
  const whole = preparer(preparation, augment, cacheBytes);
  const { windows, seconds, frontEnd } = preparation;
  if (windows === null || seconds === null) return whole;
  const hop = frontEnd.kind === 'wave' ? 1 : frontEnd.hop;
  return inWindows(whole, Math.max(1, Math.round((seconds * frontEnd.sampleRate) / hop)), windows);
}
