/** glibc's highest threshold is 32 MiB; a block just below it may raise the threshold to its own size. */
const BYTES = 2 ** 25 - 2 ** 16;

/**
 * Lets glibc's malloc keep what is freed. ONNX Runtime copies each output into an array that is garbage a moment later: a block above
 * a threshold is mapped anew each time, and whether one below it is given back depends on what happens to lie behind it, so that one
 * process in two took hundreds of page faults in each step. The threshold becomes the size of the largest mapped block that was ever
 * freed: this one, whose memory nobody touches. Elsewhere it is 32 MiB of addresses until the next garbage collection.
 */
export function keepFreedMemory(): void {
  void new ArrayBuffer(BYTES);
}
