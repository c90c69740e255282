import { bitReader, type BitReader } from './bit-reader.ts';
import { checkFormat, mostSamples } from './limits.ts';
import { joined } from './joined.ts';
import { mixed } from './mixed.ts';
import type { Channel } from './sound.ts';

/** One channel of a decoded file. */
export type Decoded = { readonly samples: Float32Array; readonly sampleRate: number };

type Values = Int32Array | Float64Array;
type Info = { readonly sampleRate: number; readonly channels: number; readonly bits: number; readonly total: number };

/**
 * Decodes a FLAC file (RFC 9639), every subframe and any number of bits up to 32, checking the sum of every frame.
 *
 * Own, because the libraries that do it either return nothing for a file cut short or change the samples' scale.
 *
 * @throws SyntaxError naming the file if it is damaged or cut short
 * @throws RangeError naming the file if its rate, channels or length are not read
 */
export function decodeFlac(bytes: Uint8Array, name: string, channel: Channel): Decoded {
  const damaged = (why: string) => new SyntaxError(`${name} is damaged or cut short (${why}); replace or remove it`);
  try {
    const { info, start } = readMetadata(bytes, damaged);
    checkFormat(name, info.sampleRate, info.channels, channel);
    if (info.total > mostSamples) {
      throw new RangeError(`${name} has ${info.total} samples, more than the ${mostSamples} that are held; cut it`);
    }
    const pieces: Float32Array[] = [];
    let count = 0;
    let at = start;
    while (at + 2 < bytes.length && (info.total === 0 || count < info.total)) {
      const { channels, end, bits } = readFrame(bytes, at, info, damaged);
      const scale = 2 ** (bits - 1);
      pieces.push(mixed(channels, channel, scale));
      count += channels[0]!.length;
      if (count > mostSamples)
        throw new RangeError(`${name} has more than the ${mostSamples} samples that are held; cut it`);
      at = end;
    }
    if (count < info.total) throw damaged(`${count} of ${info.total} samples are there`);
    const samples = joined(pieces, info.total === 0 ? count : info.total);
    return { samples, sampleRate: info.sampleRate };
  } catch (error) {
    if (error instanceof RangeError && error.message === 'no more bits') throw damaged('it ends in a frame');
    throw error;
  }
}

function readMetadata(bytes: Uint8Array, damaged: (why: string) => Error): { info: Info; start: number } {
  let at = 4;
  let info: Info | undefined;
  for (;;) {
    if (at + 4 > bytes.length) throw damaged('it ends in its header');
    const [first, a, b, c] = bytes.subarray(at, at + 4) as unknown as [number, number, number, number];
    const size = (a << 16) | (b << 8) | c;
    if ((first & 127) === 0) {
      if (at + 4 + 34 > bytes.length) throw damaged('it ends in its header');
      const bits = bitReader(bytes, at + 4 + 10);
      info = {
        sampleRate: bits.read(20),
        channels: bits.read(3) + 1,
        bits: bits.read(5) + 1,
        total: bits.read(4) * 2 ** 32 + bits.read(32),
      };
    }
    at += 4 + size;
    if (first & 128) break;
  }
  if (!info) throw damaged('it has no header of its stream');
  return { info, start: at };
}

const rates = [0, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const sizes = [0, 8, 12, 0, 16, 20, 24, 32];

function readFrame(
  bytes: Uint8Array,
  at: number,
  info: Info,
  damaged: (why: string) => Error,
): { channels: Values[]; end: number; bits: number } {
  const bits = bitReader(bytes, at);
  if (bits.read(15) !== 0x7ffc) throw damaged('a frame does not begin where it should');
  bits.read(1);
  const [sizeCode, rateCode, layout, bitsCode] = [bits.read(4), bits.read(4), bits.read(4), bits.read(3)];
  bits.read(1);
  // The number of the frame, as UTF-8 is written.
  for (let more = Math.clz32(~(bits.read(8) << 24)); more > 1; more--) bits.read(8);
  const length =
    sizeCode === 1
      ? 192
      : sizeCode < 6
        ? 576 << (sizeCode - 2)
        : sizeCode === 6
          ? bits.read(8) + 1
          : sizeCode === 7
            ? bits.read(16) + 1
            : 256 << (sizeCode - 8);
  const rate =
    rateCode < 12
      ? rates[rateCode]!
      : rateCode === 12
        ? 1000 * bits.read(8)
        : bits.read(16) * (rateCode === 14 ? 10 : 1);
  const depth = bitsCode === 0 ? info.bits : sizes[bitsCode]!;
  if (layout > 10 || sizeCode === 0 || rateCode === 15 || depth === 0)
    throw damaged('a frame has a header without meaning');
  if (rate !== 0 && rate !== info.sampleRate) throw damaged('its rate changes');
  if (bits.read(8) !== sum(bytes, at, bits.byte() - 1, 8, 0x07)) throw damaged('the sum of a header is wrong');
  const count = layout < 8 ? layout + 1 : 2;
  if (count !== info.channels) throw damaged('its number of channels changes');
  // The difference of two channels needs a bit more.
  const channels = Array.from({ length: count }, (_, c) =>
    readSubframe(bits, length, depth + (layout === 8 || layout === 10 ? c : layout === 9 ? 1 - c : 0), damaged),
  );
  bits.align();
  const end = bits.byte() + 2;
  if (bits.read(16) !== sum(bytes, at, end - 2, 16, 0x8005)) throw damaged('the sum of a frame is wrong');
  undoStereo(channels, layout);
  return { channels, end, bits: depth };
}

function undoStereo([first, second]: readonly Values[], layout: number): void {
  if (!first || !second || layout < 8) return;
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i]!, second[i]!];
    if (layout === 8) second[i] = a - b;
    else if (layout === 9) first[i] = a + b;
    else {
      const middle = 2 * a + (b & 1);
      first[i] = (middle + b) / 2;
      second[i] = (middle - b) / 2;
    }
  }
}

function readSubframe(bits: BitReader, length: number, depth: number, damaged: (why: string) => Error): Values {
  bits.read(1);
  const type = bits.read(6);
  const wasted = bits.read(1) ? bits.zeros() + 1 : 0;
  const width = depth - wasted;
  if (width < 1) throw damaged('a sample has no bits');
  // The difference of two channels of 32 bits has 33.
  const values = depth > 32 ? new Float64Array(length) : new Int32Array(length);
  if (type === 0) values.fill(bits.signed(width));
  else if (type === 1) for (let i = 0; i < length; i++) values[i] = bits.signed(width);
  else if (type >= 8 && type <= 12) predict(bits, values, width, fixed[type - 8]!, 0, damaged);
  else if (type >= 32) predict(bits, values, width, undefined, type - 31, damaged);
  else throw damaged('a subframe has a type without meaning');
  if (wasted) for (let i = 0; i < length; i++) values[i]! *= 2 ** wasted;
  return values;
}

/** The polynomials of the orders 0 to 4, the nearest sample first. */
const fixed: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** Samples as a weighted sum of those before, and a remainder. */
function predict(
  bits: BitReader,
  values: Values,
  width: number,
  known: readonly number[] | undefined,
  order: number,
  damaged: (why: string) => Error,
): void {
  const taps = known?.length ?? order;
  if (taps > values.length) throw damaged('a frame is shorter than what it is predicted from');
  for (let i = 0; i < taps; i++) values[i] = bits.signed(width);
  let weights = known;
  let shift = 0;
  if (!weights) {
    const precision = bits.read(4) + 1;
    if (precision === 16) throw damaged('a weight has no meaning');
    shift = bits.signed(5);
    if (shift < 0) throw damaged('a shift is negative');
    weights = Array.from({ length: order }, () => bits.signed(precision));
  }
  readRemainder(bits, values, taps, damaged);
  const divisor = 2 ** shift;
  for (let i = taps; i < values.length; i++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) sum += weights[k]! * values[i - 1 - k]!;
    values[i]! += Math.floor(sum / divisor);
  }
}

/** What the prediction missed, in Rice's code. */
function readRemainder(bits: BitReader, values: Values, taps: number, damaged: (why: string) => Error): void {
  const method = bits.read(2);
  if (method > 1) throw damaged('a remainder has a code without meaning');
  const width = method === 0 ? 4 : 5;
  const partitions = 1 << bits.read(4);
  const size = values.length / partitions;
  if (size % 1 !== 0 || size < taps) throw damaged('a frame cannot be divided as it says');
  for (let p = 0, i = taps; p < partitions; p++) {
    const parameter = bits.read(width);
    const end = (p + 1) * size;
    if (parameter === (1 << width) - 1) {
      const raw = bits.read(5);
      for (; i < end; i++) values[i] = raw === 0 ? 0 : bits.signed(raw);
    } else {
      for (; i < end; i++) {
        const code = bits.zeros() * 2 ** parameter + bits.read(parameter);
        values[i] = code % 2 === 0 ? code / 2 : -(code + 1) / 2;
      }
    }
  }
}

/** The remainder of a division of polynomials, the highest bit first: CRC of 8 or 16 bits. */
function sum(bytes: Uint8Array, from: number, to: number, width: 8 | 16, polynomial: number): number {
  const table = tableOf(width, polynomial);
  const mask = width === 8 ? 0xff : 0xffff;
  let value = 0;
  for (let i = from; i < to; i++) value = ((value << 8) & mask) ^ table[((value >> (width - 8)) ^ bytes[i]!) & 255]!;
  return value;
}

const tables = new Map<number, Uint16Array>();
function tableOf(width: 8 | 16, polynomial: number): Uint16Array {
  const known = tables.get(width);
  if (known) return known;
  const [top, mask] = [1 << (width - 1), width === 8 ? 0xff : 0xffff];
  const table = Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) value = value & top ? ((value << 1) ^ polynomial) & mask : (value << 1) & mask;
    return value;
  });
  tables.set(width, table);
  return table;
}
