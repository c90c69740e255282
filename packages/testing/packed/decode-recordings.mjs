/* A stranger's project: decodes recordings without any package but @siamese/audio, and says whether threads did it. */
import { syncBuiltinESMExports } from 'node:module';
import { availableParallelism } from 'node:os';
import threads from 'node:worker_threads';

let started = 0;
threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    started++;
  }
};
syncBuiltinESMExports();

// only now: it is to see the Worker above
const { decodeAll, decodeAudio, openFeatures, whisper } = await import('@siamese/audio');
const { samples } = await decodeAudio(
  { samples: new Float32Array(8000).fill(0.1), sampleRate: 8000 },
  { sampleRate: 16_000 },
);
console.log((await openFeatures(whisper)).of(samples).length);
const mp3 = Uint8Array.from([0xff, 0xfb, 0x90, 0x64, ...new Uint8Array(500)]);
console.log(await decodeAudio(mp3).catch((error) => error.message));

/** A WAV file of 8 bits at 8 kHz. */
function wav(length) {
  const file = new Uint8Array(44 + length).map((_, i) => (i * 37) % 256);
  const view = new DataView(file.buffer);
  const text = (at, letters) => file.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint16(32, 1, true);
  text(36, 'data');
  view.setUint32(40, length, true);
  return file;
}
const files = Array.from({ length: 20 }, (_, i) => wav(1000 + i));
const { items } = await decodeAll({ items: files, labels: files.map((_, i) => `${i}`) });
if (items.some((item, i) => item.samples.length !== 1000 + i)) throw new Error('recordings came in another order');
console.log(`${items.length} in ${started > 0 || availableParallelism() === 1 ? 'threads' : 'this thread'}`);
