/** Pieces one after the other, up to `length` samples. */
export function joined(pieces: readonly Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece.subarray(0, length - at), at);
    at += piece.length;
  }
  return samples;
}
