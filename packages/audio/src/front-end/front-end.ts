/** How a logarithm is taken of what the mel filters give. */
export type LogScale = {
  /** Natural or decimal. */
  readonly base: 'e' | '10';
  /** Values below are raised to it. */
  readonly floor: number;
  /** Added to every value before the logarithm, after `floor`. */
  readonly added: number;
  /** Kept below the clip's largest, in units of the logarithm (8: 80 dB of power); null: all of it. */
  readonly range: number | null;
  /** `out = (log + offset) * scale` */
  readonly offset: number;
  readonly scale: number;
};

/** Every constant of a mel spectrogram; `tacotron`, `librosa`, `whisper` and `resemblyzer` are such objects. */
export type MelFrontEnd = {
  readonly kind: 'mel';
  /** Samples a second that every recording is brought to. */
  readonly sampleRate: number;
  /** Samples of the Fourier transform. */
  readonly fft: number;
  /** Samples of the window (periodic Hann), `fft` at most; it stands in the middle of the transform. */
  readonly window: number;
  /** Samples between two frames. */
  readonly hop: number;
  /** `reflect` and `zero`: half a transform is added at both ends, mirrored or of zeros, and frame `t` is about sample `t * hop`; `none`: frame `t` begins there. */
  readonly edges: 'reflect' | 'zero' | 'none';
  /** Whether the last frame is left away, as Whisper does. */
  readonly dropLast: boolean;
  /** 1: of magnitudes, 2: of power. */
  readonly power: 1 | 2;
  readonly mels: number;
  /** Hz at which the first filter begins and the last one ends. */
  readonly lowest: number;
  readonly highest: number;
  /** Which mel scale: Slaney's (linear below 1 kHz) or HTK's. */
  readonly scale: 'slaney' | 'htk';
  /** `area`: every filter has an area of one (Slaney); `peak`: a height of one. */
  readonly height: 'area' | 'peak';
  /** `out[n] = in[n] - preEmphasis * in[n - 1]` beforehand; 0: none. */
  readonly preEmphasis: number;
  /** null: the filters' values as they are. */
  readonly log: LogScale | null;
  /** Each clip to mean 0 and deviation 1: every mel band by itself, all of them together, or not at all. */
  readonly normalise: 'none' | 'perBand' | 'all';
};

/** No front end: a network takes the samples themselves. */
export type WaveFrontEnd = {
  readonly kind: 'wave';
  readonly sampleRate: number;
};

/** The names of meyda's descriptors that are taken, and how many numbers each gives. */
export type DescriptorName =
  | 'mfcc'
  | 'chroma'
  | 'loudness'
  | 'rms'
  | 'energy'
  | 'zcr'
  | 'spectralCentroid'
  | 'spectralFlatness'
  | 'spectralSlope'
  | 'spectralRolloff'
  | 'spectralSpread'
  | 'spectralSkewness'
  | 'spectralKurtosis'
  | 'spectralCrest'
  | 'perceptualSpread'
  | 'perceptualSharpness';

/** Descriptors of sound by the package meyda, side by side. */
export type DescriptorFrontEnd = {
  readonly kind: 'descriptors';
  readonly sampleRate: number;
  /** Samples of a frame, a power of two. */
  readonly window: number;
  readonly hop: number;
  readonly descriptors: readonly DescriptorName[];
  /** Coefficients of `mfcc`. */
  readonly mfccs: number;
  readonly normalise: 'none' | 'perBand';
};

/** Samples to frames of features, as plain JSON. */
export type FrontEnd = MelFrontEnd | WaveFrontEnd | DescriptorFrontEnd;
