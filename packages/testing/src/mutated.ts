/** Where chance comes from: core's `Random`, restated. */
export type RandomLike = { int(below: number): number };

/** What readers trip over, as text and as numbers. */
const words =
  `-1 0 1e999 -0.5 4294967296 9007199254740993 NaN null true [] {} "" " ' , : __proto__ constructor length ../ ( )`
    .split(' ')
    .concat('\n', '\r\n', '\0', '\ufeff', '\u{1F600}')
    .map((word) => new TextEncoder().encode(word));
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/**
 * A file as damage and malice leave it, by chance: bits turned, bytes and numbers set to extremes, pieces cut out, doubled,
 * moved, overwritten by noise or by words, a piece of another file in between, the end missing; one to four of these.
 *
 * @param others files whose pieces may come in
 */
export function mutated(whole: Uint8Array, random: RandomLike, others: readonly Uint8Array[] = [whole]): Uint8Array {
  let bytes = Uint8Array.from(whole);
  for (let left = 1 + random.int(4); left > 0; left--) {
    const change = changes[random.int(changes.length)]!;
    bytes = change(bytes, random, others[random.int(others.length)]!);
  }
  return bytes;
}

type Change = (bytes: Uint8Array<ArrayBuffer>, random: RandomLike, other: Uint8Array) => Uint8Array<ArrayBuffer>;

/** A place in a file: in half of all cases among its first bytes, where what is written decides most. */
function placeIn({ length }: Uint8Array, random: RandomLike): number {
  return random.int(1 + (random.int(2) === 0 ? length : Math.min(length, 64)));
}

/** A piece of a file, seldom a long one. */
function pieceOf(bytes: Uint8Array, random: RandomLike): [number, number] {
  const from = placeIn(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.int(random.int(8) === 0 ? 1 + bytes.length : 16))];
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));

const changes: readonly Change[] = [
  function turnBit(bytes, random) {
    const at = placeIn(bytes, random);
    if (at < bytes.length) bytes[at]! ^= 1 << random.int(8);
    return bytes;
  },
  function setByte(bytes, random) {
    const at = placeIn(bytes, random);
    if (at < bytes.length) bytes[at] = random.int(256);
    return bytes;
  },
  function setNumber(bytes, random) {
    const width = [1, 2, 4][random.int(3)]!;
    const at = placeIn(bytes, random);
    if (at + width > bytes.length) return bytes;
    const view = new DataView(bytes.buffer);
    const value = extremes[random.int(extremes.length)]!;
    const little = random.int(2) === 0;
    if (width === 1) view.setUint8(at, value);
    else if (width === 2) view.setUint16(at, value, little);
    else view.setUint32(at, value, little);
    return bytes;
  },
  function cutOut(bytes, random) {
    const [from, to] = pieceOf(bytes, random);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  function double(bytes, random) {
    const [from, to] = pieceOf(bytes, random);
    return joined(bytes.subarray(0, to), bytes.subarray(from));
  },
  function move(bytes, random) {
    const [from, to] = pieceOf(bytes, random);
    const rest = joined(bytes.subarray(0, from), bytes.subarray(to));
    const at = placeIn(rest, random);
    return joined(rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at));
  },
  function noise(bytes, random) {
    const [from, to] = pieceOf(bytes, random);
    for (let i = from; i < to; i++) bytes[i] = random.int(256);
    return bytes;
  },
  function putWord(bytes, random) {
    const at = placeIn(bytes, random);
    const word = words[random.int(words.length)]!;
    const over = random.int(2) === 0 ? word.length : 0;
    return joined(bytes.subarray(0, at), word, bytes.subarray(Math.min(bytes.length, at + over)));
  },
  function putDigits(bytes, random) {
    // A number of a text becomes another one, so that what is read stays a text of that kind.
    const start = placeIn(bytes, random);
    const at = bytes.findIndex((byte, i) => i >= start && byte >= 0x30 && byte <= 0x39);
    if (at < 0) return bytes;
    let end = at;
    while (end < bytes.length && bytes[end]! >= 0x30 && bytes[end]! <= 0x39) end++;
    return joined(bytes.subarray(0, at), words[random.int(8)]!, bytes.subarray(end));
  },
  function splice(bytes, random, other) {
    const [from, to] = pieceOf(other, random);
    const at = placeIn(bytes, random);
    return joined(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at));
  },
  function cutEnd(bytes, random) {
    return bytes.slice(0, placeIn(bytes, random));
  },
];
