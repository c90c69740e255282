/**
 * `size` factors of an inverted dropout: 0 with probability `rate` (to the nearest 65,536th), else 1 divided by the probability of that.
 * `Math.random` gives the seeds; each draw of 32 bits after them decides two factors (sfc32 of PractRand, https://pracrand.sourceforge.net).
 */
export function dropoutMask(size: number, rate: number): Float32Array {
  const dropped = Math.round(rate * 2 ** 16);
  // Bits, whole numbers and no branch: each of the three makes the loop twice as fast.
  const kept = new Int32Array(Float32Array.of(1 / (1 - dropped / 2 ** 16)).buffer)[0]!;
  const bits = new Int32Array(size + (size % 2));
  let [a, b, c] = [seed(), seed(), seed()];
  for (let i = 0; i < bits.length; i += 2) {
    const drawn = (((a + b) | 0) + i) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    // Of a number below 0 the shifted bits are all ones, else none.
    bits[i] = kept & ~(((drawn & 0xffff) - dropped) >> 31);
    bits[i + 1] = kept & ~(((drawn >>> 16) - dropped) >> 31);
  }
  return new Float32Array(bits.buffer, 0, size);
}

function seed(): number {
  return (Math.random() * 2 ** 32) | 0;
}
