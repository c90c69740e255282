const { imul } = Math;
const words = new DataView(new ArrayBuffer(8));

/** The finaliser of MurmurHash3: every bit of the input changes every bit of the output with odds near one half. */
export function mix32(word: number): number {
  let h = word ^ (word >>> 16);
  h = imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * 128 bits for a seed and a path of names and numbers, never all 0.
 * The type and the length of each part are hashed too, so that `('a', 'b')`, `('ab')` and `('a', 1)` differ from `('a', '1')`.
 */
export function hashPath(seed: number, path: readonly (string | number)[]): [number, number, number, number] {
  let a = 0x243f6a88;
  let b = 0x85a308d3;
  let c = 0x13198a2e;
  let d = 0x03707344;
  const absorb = (word: number) => {
    a = imul(a ^ mix32(word ^ b), 0x9e3779b1);
    b = imul(b ^ mix32(word ^ c), 0x85ebca77);
    c = imul(c ^ mix32(word ^ d), 0xc2b2ae3d);
    d = imul(d ^ mix32(word ^ a), 0x27d4eb2f);
  };
  for (const part of [seed, ...path]) {
    if (typeof part === 'number') {
      words.setFloat64(0, part + 0); // -0 becomes 0
      absorb(-1);
      absorb(words.getInt32(0));
      absorb(words.getInt32(4));
    } else {
      absorb(part.length);
      for (let at = 0; at < part.length; at++) absorb(part.charCodeAt(at));
    }
  }
  absorb(path.length);
  const state: [number, number, number, number] = [mix32(a), mix32(b), mix32(c), mix32(d)];
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
