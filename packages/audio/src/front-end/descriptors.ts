import type { DescriptorFrontEnd, DescriptorName } from './front-end.ts';
import type { Features } from './features.ts';
import { normalise } from './normalise.ts';

/** How many numbers each descriptor gives; `mfcc` as many as are asked for. */
const widths: { readonly [name in DescriptorName]: number } = {
  mfcc: 0,
  chroma: 12,
  // Of 24 bands, and in all.
  loudness: 25,
  rms: 1,
  energy: 1,
  zcr: 1,
  spectralCentroid: 1,
  spectralFlatness: 1,
  spectralSlope: 1,
  spectralRolloff: 1,
  spectralSpread: 1,
  spectralSkewness: 1,
  spectralKurtosis: 1,
  spectralCrest: 1,
  perceptualSpread: 1,
  perceptualSharpness: 1,
};

/** The names of the descriptors. */
export const descriptorNames = Object.keys(widths) as DescriptorName[];

/** Numbers of a frame of descriptors. */
export function descriptorWidth({ descriptors, mfccs }: DescriptorFrontEnd): number {
  return descriptors.reduce((sum, name) => sum + (name === 'mfcc' ? mfccs : widths[name]), 0);
}

type Value = number | readonly number[] | { readonly specific: ArrayLike<number>; readonly total: number };
type Meyda = {
  bufferSize: number;
  sampleRate: number;
  numberOfMFCCCoefficients: number;
  windowingFunction: string;
  extract(names: readonly string[], frame: Float32Array): Readonly<Record<string, Value>>;
};

/**
 * Descriptors of sound side by side, `[frames, sum of their widths]`, by the package meyda; a frame that has none (0 / 0 in
 * silence) has 0.
 *
 * @throws Error saying what to install if meyda isn't there
 */
export async function descriptorFeatures(frontEnd: DescriptorFrontEnd): Promise<Features> {
  const { descriptors, mfccs, window, hop, sampleRate } = frontEnd;
  const meyda = await loadMeyda();
  const width = descriptorWidth(frontEnd);
  const framesOf = (samples: number) => Math.max(0, Math.floor((samples - window) / hop) + 1);
  return {
    width,
    framesOf,
    silence: 0,
    of(samples) {
      const frames = framesOf(samples.length);
      const values = new Float32Array(frames * width);
      // Its settings are the module's own, and others may have changed them.
      Object.assign(meyda, {
        bufferSize: window,
        sampleRate,
        numberOfMFCCCoefficients: mfccs,
        windowingFunction: 'hanning',
      });
      for (let t = 0, at = 0; t < frames; t++) {
        const found = meyda.extract(descriptors, samples.subarray(t * hop, t * hop + window));
        for (const name of descriptors) {
          for (const value of numbersOf(found[name]!)) values[at++] = Number.isFinite(value) ? value : 0;
        }
      }
      normalise(values, width, frontEnd.normalise);
      return values;
    },
  };
}

function numbersOf(value: Value): readonly number[] {
  if (typeof value === 'number') return [value];
  return 'total' in value ? [...Array.from(value.specific), value.total] : value;
}

async function loadMeyda(): Promise<Meyda> {
  const loaded: unknown = await import('meyda').catch((error: { code?: string; message?: string }) => {
    const missing = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(error.code ?? '');
    // A fault inside of the package must not look like its absence.
    if (!missing || !error.message?.includes('meyda')) throw error;
    throw new Error('the front end of descriptors needs a package of its own: npm install meyda', { cause: error });
  });
  // A CommonJS module that calls itself one of ECMAScript is wrapped once or twice.
  let found = loaded as { default?: unknown };
  while (!('extract' in found) && found.default) found = found.default as { default?: unknown };
  return found as Meyda;
}
