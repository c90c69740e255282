import { closeSync, openSync, writeSync } from 'node:fs';
import { openFeatures, streamAudio, whisper } from '@siamese/audio';
import { peakMemory } from './peak-memory.ts';

const [file, hours] = process.argv.slice(2);
const sampleRate = whisper.sampleRate;
const size = Number(hours) * 3600 * sampleRate * 2;

/** The header of a WAV file of 16 bits and one channel. */
function header(): Uint8Array {
  const bytes = new Uint8Array(44);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string) => bytes.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  return bytes;
}

// A second of noise each hour; the rest is a hole, whose length is real and whose place on disk is not.
const open = openSync(file!, 'w');
writeSync(open, header(), 0, 44, 0);
const noise = Uint8Array.from({ length: 2 * sampleRate }, (_, i) => (i * 2_654_435_761) >>> 24);
for (let hour = 0; hour < Number(hours); hour++) {
  writeSync(open, noise, 0, noise.length, 44 + hour * 3600 * 2 * sampleRate);
}
writeSync(open, new Uint8Array(1), 0, 1, 44 + size - 1);
closeSync(open);

const features = await openFeatures(whisper);
let frames = 0;
let seconds = 0;
const start = performance.now();
for await (const { samples } of streamAudio(file!, { seconds: 60 })) {
  seconds += samples.length / sampleRate;
  // The log-mel spectrogram of a tenth, so that most of the time is the reader's.
  frames += features.of(samples.subarray(0, samples.length / 10)).length / features.width;
}
if (Math.abs(seconds - Number(hours) * 3600) > 1) throw new Error(`stream-audio: ${seconds} s came`);
console.log(JSON.stringify({ peak: peakMemory(), ms: performance.now() - start, frames }));
