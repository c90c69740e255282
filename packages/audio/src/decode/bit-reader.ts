/** Bits of bytes, the highest first. Every reading throws a RangeError `no more bits` behind the end. */
export type BitReader = {
  /** The next `count` bits (0 to 32) as a whole number. */
  read(count: number): number;
  /** The same in two's complement. */
  signed(count: number): number;
  /** How many zeros come before the next one, which is taken too. */
  zeros(): number;
  /** Goes on to a whole byte. */
  align(): void;
  /** The byte that comes next, once aligned. */
  byte(): number;
};

/** A reader of bits from a byte on. */
export function bitReader(bytes: Uint8Array, start: number): BitReader {
  let at = start;
  let held = 0;
  let bits = 0;
  const end = () => new RangeError('no more bits');
  const few = (count: number): number => {
    while (bits < count) {
      if (at >= bytes.length) throw end();
      held = ((held << 8) | bytes[at++]!) & 0xffffff;
      bits += 8;
    }
    bits -= count;
    return (held >>> bits) & ((1 << count) - 1);
  };
  const read = (count: number): number => {
    if (count <= 16) return few(count);
    const high = few(count - 16);
    return high * 65_536 + few(16);
  };
  return {
    read,
    signed(count) {
      const value = read(count);
      return value >= 2 ** (count - 1) ? value - 2 ** count : value;
    },
    zeros() {
      let count = 0;
      for (;;) {
        if (bits === 0) {
          if (at >= bytes.length) throw end();
          held = bytes[at++]!;
          bits = 8;
        }
        const rest = held & ((1 << bits) - 1);
        if (rest === 0) {
          count += bits;
          bits = 0;
        } else {
          const leading = Math.clz32(rest) - (32 - bits);
          bits -= leading + 1;
          return count + leading;
        }
      }
    },
    align() {
      bits -= bits % 8;
    },
    byte: () => at - bits / 8,
  };
}
