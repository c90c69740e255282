import type { Waveform } from '@siamese/audio';
import { writeFileAtomic } from '@siamese/core/node';

/** The bytes of a WAV file of samples, 16 bit. */
export function wavOf({ samples, sampleRate }: Waveform): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const text = (at: number, letters: string): void =>
    [...letters].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, sampleRate, true);
  bytes.setUint32(28, 2 * sampleRate, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  text(36, 'data');
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((value, i) => {
    bytes.setInt16(44 + 2 * i, Math.round(32_767 * Math.max(-1, Math.min(1, value))), true);
  });
  return new Uint8Array(bytes.buffer);
}

/** Writes samples to a WAV file, whole or not at all. */
export async function toWav(waveform: Waveform, path: string): Promise<void> {
  await writeFileAtomic(path, wavOf(waveform), { durable: false });
}
