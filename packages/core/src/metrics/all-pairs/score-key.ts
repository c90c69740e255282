const value = new Float32Array(1);
const word = new Int32Array(value.buffer);

/** The sign bit, as an int32; alone it is the number -0. */
export const signBit = -0x80000000;

/**
 * The bits of a float32 as a number that grows with it, an int32 to be read as unsigned: positive numbers get their sign
 * bit set, negative ones are inverted. -0 must have been made 0 before.
 */
export function keyOfBits(bits: number): number {
  return bits ^ ((bits >> 31) | signBit);
}

/** The float32 of an unsigned key. */
export function scoreOfKey(key: number): number {
  word[0] = key >>> 31 === 1 ? key ^ signBit : ~key;
  return value[0]!;
}
