import { checkFormat } from './limits.ts';
import type { Channel, Sound } from './sound.ts';
import { between } from './sound.ts';
import type { Source } from './source.ts';

/** How samples lie in a WAV file. */
type Layout = {
  readonly kind: 'integer' | 'float' | 'a-law' | 'mu-law';
  readonly channels: number;
  readonly sampleRate: number;
  /** Bytes of a sample of one channel. */
  readonly bytes: number;
  /** Where the samples begin. */
  readonly start: number;
  /** Bytes of all samples. */
  readonly size: number;
};

const kinds: Readonly<Record<number, Layout['kind']>> = { 1: 'integer', 3: 'float', 6: 'a-law', 7: 'mu-law' };
const extensible = 0xfffe;
/** Writers that cannot go back leave these where the number of bytes belongs. */
const unknown = 0xffffffff;
const mostChunks = 10_000;

/**
 * Opens a WAV file (RIFF, RF64): 8, 16, 24 and 32 bits, floats of 32 and 64, A-law and mu-law, extensible or not. Only its
 * header is read now.
 *
 * @throws SyntaxError naming the file if it is damaged, cut short, has less than its header says, or another encoding
 * @throws RangeError naming the file if its rate or channels are not read
 */
export async function openWav(source: Source, channel: Channel): Promise<Sound> {
  const { name } = source;
  const layout = await readHeader(source);
  const { channels, sampleRate, bytes, start, size } = layout;
  checkFormat(name, sampleRate, channels, channel);
  const frame = bytes * channels;
  if (start + size > source.size) {
    throw new SyntaxError(
      `${name} is cut short: its header says ${size} bytes of sound, and ${Math.max(0, source.size - start)} are there; ` +
        'copy it again, or repair its header',
    );
  }
  const length = Math.floor(size / frame);
  return {
    name,
    sampleRate,
    length,
    read: async (from, to) => {
      const first = Math.max(0, from);
      const end = Math.max(first, Math.min(length, to));
      const raw = await source.read(start + first * frame, start + end * frame);
      if (raw.length !== (end - first) * frame) {
        throw new SyntaxError(`${name} became shorter while it was read; copy it again`);
      }
      const samples = decoded(raw, layout, channel);
      // NaN and infinities are never equal to themselves times 0.
      const wrong = layout.kind === 'float' ? samples.findIndex((value) => value * 0 !== 0) : -1;
      if (wrong >= 0) {
        const at = Number(((first + wrong) / sampleRate).toFixed(3));
        throw new SyntaxError(`${name} has samples that are no numbers (the first at ${at} s); write it again`);
      }
      return between(samples, first, from, to);
    },
    close: () => source.close(),
  };
}

async function readHeader(source: Source): Promise<Layout> {
  const { name } = source;
  const head = view(await source.read(0, 12));
  const long = text(head, 0) !== 'RIFF';
  let format: Omit<Layout, 'start' | 'size'> | undefined;
  let longSize: number | undefined;
  let at = 12;
  for (let chunks = 0; chunks < mostChunks && at + 8 <= source.size; chunks++) {
    const chunk = view(await source.read(at, at + 48));
    const id = text(chunk, 0);
    const size = chunk.getUint32(4, true);
    if (id === 'ds64' && chunk.byteLength >= 32) longSize = Number(chunk.getBigUint64(16, true));
    if (id === 'fmt ') format = readFormat(name, chunk, size);
    if (id === 'data') {
      if (!format) throw new SyntaxError(`${name} is damaged: its sound comes before its format; replace it`);
      const start = at + 8;
      const rest = source.size - start;
      const open = size === unknown || (size === 0 && head.getUint32(4, true) === 0);
      const bytes = long && longSize !== undefined ? longSize : open ? rest : size;
      return { ...format, start, size: bytes };
    }
    at += 8 + size + (size % 2);
  }
  throw new SyntaxError(`${name} is cut short or damaged: its header ends before the sound begins; replace it`);
}

function readFormat(name: string, chunk: DataView, size: number): Omit<Layout, 'start' | 'size'> {
  if (size < 16 || chunk.byteLength < 24)
    throw new SyntaxError(`${name} is damaged: its format is cut short; replace it`);
  const tag = chunk.getUint16(8, true);
  const channels = chunk.getUint16(10, true);
  const sampleRate = chunk.getUint32(12, true);
  const block = chunk.getUint16(20, true);
  // Extensible files say what they hold at the start of a 16-byte name.
  const code = tag === extensible && size >= 40 && chunk.byteLength >= 34 ? chunk.getUint16(32, true) : tag;
  const kind = kinds[code];
  const bytes = channels > 0 ? block / channels : 0;
  if (kind === undefined) {
    throw new SyntaxError(
      `${name} is a WAV file of the encoding ${code}, which is not read; convert it to 16 bits (PCM) or FLAC`,
    );
  }
  const known = kind === 'integer' ? [1, 2, 3, 4] : kind === 'float' ? [4, 8] : [1];
  if (channels > 0 && !known.includes(bytes)) {
    throw new SyntaxError(
      `${name} has ${block} bytes for ${channels} channels, which is not read; convert it to 16 bits (PCM) or FLAC`,
    );
  }
  return { kind, channels, sampleRate, bytes };
}

/** The one channel that is wanted, -1 to 1. */
function decoded(raw: Uint8Array, layout: Layout, channel: Channel): Float32Array {
  const { channels, bytes } = layout;
  const value = valueOf(raw, layout);
  const frame = bytes * channels;
  const samples = new Float32Array(raw.length / frame);
  if (channel === 'mean' && channels > 1) {
    for (let i = 0; i < samples.length; i++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += value(i * frame + c * bytes);
      samples[i] = sum / channels;
    }
  } else {
    const first = (channel === 'mean' ? 0 : channel) * bytes;
    for (let i = 0; i < samples.length; i++) samples[i] = value(i * frame + first);
  }
  return samples;
}

/** Reads the sample at a byte. Whole numbers are divided by the largest negative one, so that no sample is above 1. */
function valueOf(raw: Uint8Array, { kind, bytes }: Layout): (at: number) => number {
  const data = view(raw);
  if (kind === 'a-law') return (at) => aLaw(raw[at]!);
  if (kind === 'mu-law') return (at) => muLaw(raw[at]!);
  if (kind === 'float') return bytes === 4 ? (at) => data.getFloat32(at, true) : (at) => data.getFloat64(at, true);
  if (bytes === 1) return (at) => (raw[at]! - 128) / 128;
  if (bytes === 2) return (at) => data.getInt16(at, true) / 2 ** 15;
  if (bytes === 3) return (at) => ((raw[at]! << 8) | (raw[at + 1]! << 16) | (raw[at + 2]! << 24)) / 2 ** 31;
  return (at) => data.getInt32(at, true) / 2 ** 31;
}

/** ITU-T G.711. */
function aLaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return (bits & 128 ? size : -size) / 2 ** 15;
}

/** ITU-T G.711. */
function muLaw(code: number): number {
  const bits = ~code & 255;
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 128 ? -size : size) / 2 ** 15;
}

function view({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

function text(data: DataView, at: number): string {
  let letters = '';
  for (let i = at; i < at + 4 && i < data.byteLength; i++) letters += String.fromCharCode(data.getUint8(i));
  return letters;
}
