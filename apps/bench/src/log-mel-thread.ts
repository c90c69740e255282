import { parentPort } from 'node:worker_threads';
import { openFeatures, tacotron } from '@siamese/audio';

/** Frames that a thread is to make, and where from and to. */
export type LogMelPart = {
  readonly samples: SharedArrayBuffer;
  readonly values: SharedArrayBuffer;
  readonly first: number;
  readonly end: number;
  readonly window: number;
  readonly hop: number;
  readonly mels: number;
};

parentPort!.on('message', async (part: LogMelPart) => {
  const { window, hop, mels, first, end } = part;
  const frontEnd = {
    ...tacotron,
    sampleRate: 16_000,
    fft: window,
    window,
    hop,
    mels,
    power: 2,
    edges: 'none',
  } as const;
  const features = await openFeatures(frontEnd);
  const samples = new Float32Array(part.samples);
  const piece = new Float32Array((end - first - 1) * hop + window);
  // Half a window of zeros stands at both ends of the whole.
  const from = first * hop - window / 2;
  const start = Math.max(0, from);
  piece.set(samples.subarray(start, Math.max(start, from + piece.length)), start - from);
  new Float32Array(part.values).set(features.of(piece), first * mels);
  parentPort!.postMessage('done', []);
});
