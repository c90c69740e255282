/** Bytes that can be read anywhere, so that a long file need not be held. */
export type Source = {
  /** What messages call it: a path, a URL. */
  readonly name: string;
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `from` up to `to`, fewer only at the end. */
  read(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array, name: string): Source {
  return {
    name,
    size: bytes.length,
    read: async (from, to) => bytes.subarray(from, to),
    close: async () => {},
  };
}
