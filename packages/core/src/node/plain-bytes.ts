/** The bytes of a Node.js Buffer as a Uint8Array, the same memory. */
export function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}
