/** Sound in memory: one channel. */
export type Waveform = {
  /** Pressure, 1 the loudest that a file of whole numbers can hold; finite. */
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Where it came from (a path), for messages and reports. */
  readonly name?: string;
};

/** What an audio encoder takes: a path (in Node) or URL (in a browser), the bytes of a sound file, or samples. */
export type AudioItem = string | Uint8Array | Waveform;

/** Whether an item is samples rather than a file that must be decoded. */
export function isWaveform(item: AudioItem): item is Waveform {
  return typeof item === 'object' && item !== null && 'samples' in item && 'sampleRate' in item;
}

/** What a message calls an item: its path or name, else its size. */
export function nameOf(item: AudioItem): string {
  if (typeof item === 'string') return item;
  if (!isWaveform(item)) return `the recording in ${item.length} bytes`;
  return item.name ?? `the recording of ${item.samples.length} samples at ${item.sampleRate} Hz`;
}
