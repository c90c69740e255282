import type { LogScale, MelFrontEnd } from './front-end.ts';

const natural: LogScale = { base: 'e', floor: 1e-5, added: 0, range: null, offset: 0, scale: 1 };

/**
 * The mel spectrogram of Tacotron 2: magnitudes, Slaney's filters to 8 kHz, `ln(max(x, 1e-5))`.
 *
 * Reference: Shen et al. 2018, "Natural TTS Synthesis by Conditioning WaveNet on Mel Spectrogram Predictions".
 */
export const tacotron: MelFrontEnd = {
  kind: 'mel',
  sampleRate: 22_050,
  fft: 1024,
  window: 1024,
  hop: 256,
  edges: 'reflect',
  dropLast: false,
  power: 1,
  mels: 80,
  lowest: 0,
  highest: 8000,
  scale: 'slaney',
  height: 'area',
  preEmphasis: 0,
  log: natural,
  normalise: 'none',
};

/** What `librosa.feature.melspectrogram` and `power_to_db` give by default (librosa 0.11): decibels, 80 below the loudest. */
export const librosa: MelFrontEnd = {
  ...tacotron,
  fft: 2048,
  window: 2048,
  hop: 512,
  edges: 'zero',
  power: 2,
  mels: 128,
  highest: 11_025,
  log: { base: '10', floor: 1e-10, added: 0, range: 8, offset: 0, scale: 10 },
};

/**
 * The spectrogram of Whisper, without its padding to 30 s: `(max(log10(max(x, 1e-10)), loudest - 8) + 4) / 4`.
 *
 * Reference: Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision".
 */
export const whisper: MelFrontEnd = {
  ...tacotron,
  sampleRate: 16_000,
  fft: 400,
  window: 400,
  hop: 160,
  dropLast: true,
  power: 2,
  log: { base: '10', floor: 1e-10, added: 0, range: 8, offset: 4, scale: 0.25 },
};

/**
 * The spectrogram of Resemblyzer: 40 mels of power, no logarithm, windows of 25 ms every 10 ms.
 *
 * Reference: Wan et al. 2018, "Generalized End-to-End Loss for Speaker Verification".
 */
export const resemblyzer: MelFrontEnd = {
  ...tacotron,
  sampleRate: 16_000,
  fft: 400,
  window: 400,
  hop: 160,
  edges: 'zero',
  power: 2,
  mels: 40,
  log: null,
};
