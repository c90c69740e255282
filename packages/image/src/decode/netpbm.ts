import type { Picture } from '../picture.ts';
import { checkSize } from './limits.ts';

/** `P5` or `P6`, then width, height and the largest value; white space or comments between, one white space behind. */
const header = /^P([56])(?:\s+(?:#[^\n]*\n\s*)*)(\d+)(?:\s+(?:#[^\n]*\n\s*)*)(\d+)(?:\s+(?:#[^\n]*\n\s*)*)(\d+)\s/;
const longestHeader = 1024;

/** Whether a file's first bytes are those of a binary PGM or PPM, the format of many older sets of faces. */
export function isNetpbm(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && header.test(headOf(bytes)); // P, before a text is made of them
}

/**
 * Reads a binary PGM (grey) or PPM (colour), of 8 or 16 bits.
 *
 * @param name what messages call it
 * @throws SyntaxError naming the file if it is cut short or its header is none
 * @throws RangeError naming the file if it is too large or too small
 */
export function decodeNetpbm(bytes: Uint8Array, name: string): Picture {
  const found = header.exec(headOf(bytes));
  const [width, height, most] = (found?.slice(2) ?? []).map(Number) as [number, number, number];
  if (found === null || most < 1 || most > 65_535)
    throw new SyntaxError(`${name} has a damaged header; replace or remove it`);
  checkSize(name, width, height);
  const channels = found[1] === '5' ? 1 : 3;
  const count = width * height * channels;
  const wide = most > 255;
  const body = bytes.subarray(found[0].length);
  const length = wide ? 2 * count : count;
  if (body.length < length) {
    throw new SyntaxError(`${name} is damaged or cut short (${body.length} of ${length} bytes); replace or remove it`);
  }
  const scale = 255 / most;
  const data = Uint8Array.from({ length: count }, (_, i) => {
    const value = wide ? body[2 * i]! * 256 + body[2 * i + 1]! : body[i]!;
    return Math.min(255, Math.round(value * scale));
  });
  return { width, height, channels, data };
}

function headOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, longestHeader));
}
