import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export { put, temporaryFolder } from '@siamese/testing';

/** What a WAV file is made with. */
export type WavOptions = {
  readonly sampleRate?: number;
  /** Bits of a sample. Default 16. */
  readonly bits?: 8 | 16 | 24 | 32 | 64;
  readonly float?: boolean;
  readonly extensible?: boolean;
  /** Bytes that the header says there are. Default: as many as there are. */
  readonly says?: number;
};

/** A WAV file of channels of values, -1 to 1. */
export function wavFile(channels: readonly ArrayLike<number>[], o: WavOptions = {}): Uint8Array {
  const { sampleRate = 16_000, bits = 16, float = false, extensible = false } = o;
  const [count, length, bytes] = [channels.length, channels[0]!.length, bits / 8];
  const size = count * length * bytes;
  const formatSize = extensible ? 40 : 16;
  const file = new Uint8Array(28 + formatSize + size);
  const view = new DataView(file.buffer);
  const text = (at: number, letters: string) => file.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, formatSize, true);
  const code = float ? 3 : 1;
  view.setUint16(20, extensible ? 0xfffe : code, true);
  view.setUint16(22, count, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * count * bytes, true);
  view.setUint16(32, count * bytes, true);
  view.setUint16(34, bits, true);
  if (extensible) {
    view.setUint16(36, 22, true);
    view.setUint16(44, code, true);
  }
  text(20 + formatSize, 'data');
  view.setUint32(24 + formatSize, o.says ?? size, true);
  let at = 28 + formatSize;
  for (let i = 0; i < length; i++) {
    for (const channel of channels) {
      const value = channel[i]!;
      const whole = Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(value * 2 ** (bits - 1))));
      if (float && bits === 32) view.setFloat32(at, value, true);
      else if (float) view.setFloat64(at, value, true);
      else if (bits === 8) file[at] = whole + 128;
      else if (bits === 16) view.setInt16(at, whole, true);
      else if (bits === 24) for (let b = 0; b < 3; b++) file[at + b] = (whole >> (8 * b)) & 255;
      else view.setInt32(at, whole, true);
      at += bytes;
    }
  }
  return file;
}

/** A tone that swells, of so many seconds. */
export function tone(seconds: number, { hertz = 220, sampleRate = 16_000 } = {}): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / sampleRate) * (1 + 0.5 * Math.sin(i / 900)),
  );
}

type Oracle = {
  readonly clip: string;
  readonly spectrograms: Readonly<Record<string, string>>;
  readonly resampled: string;
  readonly files: Readonly<
    Record<string, { readonly file: string; readonly channels: number; readonly first: string }>
  >;
};

/** What audio.py made. */
export const oracle = JSON.parse(readFileSync(join(__dirname, '../../testing/oracles/audio.json'), 'utf8')) as Oracle;

/** Bytes of base64. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

/** Floats of base64. */
export function floatsOf(text: string): Float32Array {
  return new Float32Array(bytesOf(text).buffer);
}

/** The samples that the spectrograms of the oracle are of. */
export function clip(): Float32Array {
  return Float32Array.from(new Int16Array(bytesOf(oracle.clip).buffer), (value) => value / 2 ** 15);
}

/** The largest distance between two arrays of one length. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
