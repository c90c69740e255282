import { clip, floatsOf, oracle } from '../files.testing.ts';
import type { MelFrontEnd } from './front-end.ts';
import { logOf, naturalLog } from './log-of.ts';
import { melFeatures } from './mel.ts';
import { melFrames } from './mel-frames.ts';
import { melPairs } from './mel-pairs.ts';
import { librosa, resemblyzer, tacotron, whisper } from './presets.ts';

const other: MelFrontEnd = {
  ...resemblyzer,
  fft: 512,
  hop: 200,
  edges: 'none',
  mels: 30,
  lowest: 100,
  highest: 7000,
  scale: 'htk',
  height: 'peak',
  preEmphasis: 0.97,
};

/** What the filters gave, out of what became of it. */
function linear(values: Float32Array, { log }: MelFrontEnd): Float64Array {
  if (log === null) return Float64Array.from(values);
  return Float64Array.from(values, (value) =>
    Math.exp((value / log.scale - log.offset) * (log.base === 'e' ? 1 : Math.LN10)),
  );
}

describe('melFeatures', () => {
  it.each<[string, MelFrontEnd]>([
    ['tacotron', tacotron],
    ['librosa', librosa],
    ['whisper', whisper],
    ['resemblyzer', resemblyzer],
    ['other', other],
  ])('%s equals the reference', (name, frontEnd) => {
    const { mels, log } = frontEnd;
    const found = melFeatures(frontEnd).of(clip());
    const wanted = floatsOf(oracle.spectrograms[name]!);
    expect(found.length).toBe(wanted.length);
    const [ours, theirs] = [linear(found, frontEnd), linear(wanted, frontEnd)];
    const loudest = theirs.reduce((a, b) => Math.max(a, b), 0);
    let above = 0;
    for (let t = 0; t < theirs.length; t += mels) {
      const most = Math.max(...theirs.subarray(t, t + mels));
      for (let i = t; i < t + mels; i++) {
        const off = Math.abs(ours[i]! - theirs[i]!);
        if (theirs[i]! > 1e-3 * most) above = Math.max(above, off / theirs[i]!);
        expect(off).toBeLessThan(1e-4 * loudest);
      }
    }
    expect(above).toBeLessThan(1e-4);
    // The floor of the logarithm, or what is left of the loudest, is reached in the silence of the clip.
    if (log?.range) expect(Math.min(...found)).toBeCloseTo(Math.min(...wanted), 4);
  });

  it('counts frames, and gives a clip of one sample as many', () => {
    const { framesOf, of } = melFeatures(tacotron);
    expect([0, 1, 255, 256, 22_050].map((n) => framesOf(n))).toEqual([1, 1, 1, 2, 87]);
    for (const n of [1, 3, 255, 600]) {
      const values = of(Float32Array.from({ length: n }, () => 0.5));
      expect(values.length).toBe(framesOf(n) * 80);
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(melFeatures(other).framesOf(511)).toBe(0);
    expect(melFeatures(other).framesOf(512)).toBe(1);
    expect(melFeatures(whisper).framesOf(16_000)).toBe(100);
  });

  it('says what silence is', () => {
    for (const frontEnd of [tacotron, resemblyzer, other]) {
      const { silence, of } = melFeatures(frontEnd);
      for (const value of of(new Float32Array(2000))) expect(value).toBeCloseTo(silence, 5);
    }
    expect(melFeatures(tacotron).silence).toBeCloseTo(Math.log(1e-5), 5);
  });

  it('normalises each band, or all', () => {
    const stats = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
    };
    const all = stats([...melFeatures({ ...tacotron, normalise: 'all' }).of(clip())]);
    expect(all[0]).toBeCloseTo(0, 4);
    expect(all[1]).toBeCloseTo(1, 3);
    const values = melFeatures({ ...tacotron, normalise: 'perBand' }).of(clip());
    const band = stats([...values].filter((_, i) => i % 80 === 7));
    expect(band[0]).toBeCloseTo(0, 4);
    expect(band[1]).toBeCloseTo(1, 3);
  });
});

describe('melPairs', () => {
  const samples = Float32Array.from({ length: 9001 }, (_, i) => 0.4 * Math.sin(i * i * 1e-4) + 0.2 * Math.cos(0.3 * i));
  const bands = (fill: ReturnType<typeof melFrames>, frames: number, mels: number) => {
    const values = new Float32Array(frames * mels);
    fill(samples, values, frames);
    return values;
  };

  // Radices 4, 2, 5, 3, 7 and 11, none at all, and numbers of frames of both kinds.
  it.each([
    [800, 200, 41],
    [400, 160, 7],
    [512, 512, 6],
    [2048, 300, 1],
    [4 * 9 * 7, 100, 12],
    [22, 10, 5],
    [2, 1, 4],
  ])('equals melFrames to the last bit: size %i, hop %i, %i frames', (fft, hop, frames) => {
    for (const power of [1, 2] as const) {
      for (const log of [null, whisper.log, tacotron.log]) {
        const o: MelFrontEnd = { ...whisper, fft, window: fft, hop, power, log, mels: 19 };
        const found = bands(melPairs(o)!, frames, 19);
        expect(found).toEqual(bands(melFrames(o), frames, 19));
        expect(found.some((value) => value !== found[0])).toBe(fft > 2);
      }
    }
  });

  it('is what features are made of, used again and again', () => {
    const o: MelFrontEnd = { ...whisper, log: null, edges: 'none', dropLast: false };
    const { of, framesOf } = melFeatures(o);
    const frames = framesOf(samples.length);
    for (const _ of [1, 2]) expect(of(samples)).toEqual(bands(melFrames(o), frames, 80));
  });

  it('leaves odd sizes to melFrames, and everything where there is no WebAssembly', () => {
    const { WebAssembly } = globalThis as { WebAssembly?: unknown };
    expect(melPairs({ ...whisper, fft: 401 })).toBeUndefined();
    try {
      Object.assign(globalThis, { WebAssembly: undefined });
      expect(melPairs(whisper)).toBeUndefined();
      expect(melFeatures(whisper).of(samples).length).toBe(56 * 80);
    } finally {
      Object.assign(globalThis, { WebAssembly });
    }
  });
});

describe('naturalLog', () => {
  it('is the logarithm, of small and large numbers and around the powers of two', () => {
    for (const x of [1e-45, 1e-10, 1e-5, 0.5, Math.SQRT1_2, 1, Math.SQRT2, 2, 3, Math.E, 1000, 3e38, 1e300]) {
      for (const by of [1, 1 - 2 ** -53, 1 + 2 ** -52, 1.3]) {
        const wanted = Math.log(x * by);
        expect(Math.abs(naturalLog(x * by) - wanted)).toBeLessThan(1e-15 * Math.max(1, Math.abs(wanted)));
      }
    }
    expect(naturalLog(1)).toBe(0);
  });

  it('is taken of no less than the floor, of base 10 too', () => {
    const ten = logOf({ base: '10', floor: 0.01, added: 0, range: null, offset: 0, scale: 1 });
    for (const [value, log] of [
      [1000, 3],
      [0.01, -2],
      [0, -2],
      [Number.NaN, -2],
    ] as const)
      expect(ten(value)).toBeCloseTo(log, 14);
  });
});
