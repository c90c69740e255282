import { type FrontEnd, librosa, type MelFrontEnd, resemblyzer, tacotron, whisper } from '@siamese/audio';
import type { Settings } from './settings.ts';

/** 64 mels of windows of 25 ms every 10 ms at any rate, the logarithm brought to about -1 to 1. */
function speech(rate: number): MelFrontEnd {
  const window = Math.round(0.025 * rate);
  return {
    ...whisper,
    window,
    fft: 2 ** Math.ceil(Math.log2(window)),
    hop: Math.round(0.01 * rate),
    dropLast: false,
    mels: 64,
    lowest: 20,
    highest: 7600,
    log: { base: 'e', floor: 1e-9, added: 0, range: null, offset: 12, scale: 0.2 },
  };
}

const published = { tacotron, librosa, whisper, resemblyzer } as const;

/** The front end of that name, at the rate of the settings; those that were published keep their windows in samples. */
export function frontEndOf({ frontEnd, rate, normalise }: Settings): FrontEnd {
  if (frontEnd === 'wave') return { kind: 'wave', sampleRate: rate };
  const mel = frontEnd === 'speech' ? speech(rate) : published[frontEnd];
  return { ...mel, sampleRate: rate, highest: Math.min(mel.highest, rate / 2), normalise };
}
