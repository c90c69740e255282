import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { createRandom } from '@siamese/core';

export { put, temporaryFolder } from '@siamese/testing';

/** The bytes of a buffer as the plain type. */
export function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** A blurred disc on a plain ground, both coloured and placed by the seed; as a file of a format. */
export async function drawnFile(
  o: { seed: number; width?: number; height?: number; jitter?: number; grey?: boolean },
  format: 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' = 'png',
): Promise<Uint8Array> {
  const { seed, width = 40, height = 30, jitter = 0, grey = false } = o;
  const random = createRandom(seed, 'drawn');
  const shade = () =>
    grey ? Array<number>(3).fill(random.int(256)) : [random.int(256), random.int(256), random.int(256)];
  const [ground, ink] = [shade(), shade()];
  const move = createRandom(jitter, 'jitter');
  const x0 = width * (0.2 + 0.6 * random.float() + (jitter === 0 ? 0 : 0.05 * move.normal()));
  const y0 = height * (0.2 + 0.6 * random.float() + (jitter === 0 ? 0 : 0.05 * move.normal()));
  const radius = Math.min(width, height) * (0.15 + 0.2 * random.float());
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const share = Math.exp(-(((x - x0) ** 2 + (y - y0) ** 2) / radius ** 2));
    return ground[i % 3]! + share * (ink[i % 3]! - ground[i % 3]!);
  });
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  return bytesOf(await (grey ? picture.toColourspace('b-w') : picture)[format]().toBuffer());
}

/** Noise as a PNG: what it is cut short of is missed. */
export async function noisePng(side = 64): Promise<Uint8Array> {
  const random = createRandom(1, 'noise');
  const data = Uint8Array.from({ length: side * side * 3 }, () => random.int(256));
  return bytesOf(
    await sharp(data, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

/** A PNG whose header promises `width x height` grey pixels and whose data is next to nothing. */
export function promisingPng(width: number, height: number): Uint8Array {
  return greyPng(width, height, bytesOf(deflateSync('x')));
}

/** A PNG of `width x height` grey pixels, with this for its deflated rows, and chunks before them. */
export function greyPng(
  width: number,
  height: number,
  rows: Uint8Array,
  before: readonly (readonly [type: string, data: Uint8Array])[] = [],
): Uint8Array {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header[8] = 8;
  const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const none = new Uint8Array(0);
  const more = before.map(([type, data]) => chunk(type, data));
  return joined(signature, chunk('IHDR', header), ...more, chunk('IDAT', rows), chunk('IEND', none));
}

/** So many MiB of zeros, deflated to a thousandth without ever being there. */
export function deflatedZeros(mebibytes: number): Uint8Array {
  const one = bytesOf(deflateRawSync(new Uint8Array(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH }));
  const blocks = Array.from({ length: mebibytes }, () => one);
  return joined(Uint8Array.of(0x78, 0x9c), ...blocks, bytesOf(deflateRawSync('')), new Uint8Array(4));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined(new TextEncoder().encode(type), data);
  const [length, check] = [data.length, crc(body)].map((value) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    return bytes;
  });
  return joined(length!, body, check!);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

/** An IDX file of bytes. */
export function idx(shape: readonly number[], data: readonly number[]): Uint8Array {
  const header = new Uint8Array(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => new DataView(header.buffer).setUint32(4 + 4 * i, size));
  return joined(header, Uint8Array.from(data));
}
