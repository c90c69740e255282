/** One channel of sound that can be read anywhere. */
export type Sound = {
  readonly name: string;
  readonly sampleRate: number;
  /** Samples in all. */
  readonly length: number;
  /** The samples from `from` up to `to`; outside of the sound there is silence. */
  read(from: number, to: number): Promise<Float32Array>;
  close(): Promise<void>;
};

/** Which channel becomes the one that is used: the mean of all, or the one of an index (0 the first). */
export type Channel = 'mean' | number;

/** Samples in memory as a sound. */
export function samplesSound(samples: Float32Array, sampleRate: number, name: string): Sound {
  return {
    name,
    sampleRate,
    length: samples.length,
    read: async (from, to) => between(samples, 0, from, to),
    close: async () => {},
  };
}

/** The samples from `from` up to `to` of a piece that begins at sample `start`, zeros where it has none; a view if it has all. */
export function between(piece: Float32Array, start: number, from: number, to: number): Float32Array {
  if (from >= start && to <= start + piece.length) return piece.subarray(from - start, to - start);
  const samples = new Float32Array(to - from);
  const first = Math.max(from, start);
  const end = Math.min(to, start + piece.length);
  if (end > first) samples.set(piece.subarray(first - start, end - start), first - from);
  return samples;
}
