import { type FrontEnd, librosa, type MelFrontEnd, resemblyzer, tacotron, whisper } from '@siamese/audio';
import type { Settings } from './settings.ts';

/** 64 mels of windows of 25 ms every 10 ms, the logarithm brought to about -1 to 1. */
const speech: MelFrontEnd = {
  ...whisper,
  fft: 512,
  dropLast: false,
  mels: 64,
  lowest: 20,
  highest: 7600,
  log: { base: 'e', floor: 1e-9, added: 0, range: null, offset: 12, scale: 0.2 },
};

const named = { speech, tacotron, librosa, whisper, resemblyzer } as const;

/** The front end of that name, at the rate of the settings. */
export function frontEndOf({ frontEnd, rate, normalise }: Settings): FrontEnd {
  if (frontEnd === 'wave') return { kind: 'wave', sampleRate: rate };
  const mel = named[frontEnd];
  return { ...mel, sampleRate: rate, highest: Math.min(mel.highest, rate / 2), normalise };
}
