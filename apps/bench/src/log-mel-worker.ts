import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { LogMelPart } from './log-mel-thread.ts';

/** Frames that a thread makes at its end see samples of the next one: window - hop of them. */
const [window, hop, mels] = [800, 200, 80];
const [file, threads] = process.argv.slice(2);
const { buffer, byteOffset, byteLength } = readFileSync(file!);
const shared = new SharedArrayBuffer(byteLength);
const samples = new Float32Array(shared);
samples.set(new Float32Array(buffer, byteOffset, byteLength / 4));
const frames = Math.floor(samples.length / hop) + 1;
const values = new SharedArrayBuffer(4 * frames * mels);
const count = Number(threads);
const workers = Array.from({ length: count }, () => new Worker(new URL('./log-mel-thread.mjs', import.meta.url)));

/** All frames, a part of them by each thread. */
async function all(): Promise<void> {
  const each = Math.ceil(frames / count);
  await Promise.all(
    workers.map((worker, n) => {
      const part: LogMelPart = {
        samples: shared,
        values,
        first: n * each,
        end: Math.min(frames, (n + 1) * each),
        window,
        hop,
        mels,
      };
      return new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(part, []);
      });
    }),
  );
}

const ms: number[] = [];
for (let run = 0; run < 6; run++) {
  const start = performance.now();
  await all();
  // The first runs are the compiler's.
  if (run > 1) ms.push(performance.now() - start);
}
const mean = new Float32Array(values).reduce((sum, value) => sum + value, 0) / (frames * mels);
console.log(JSON.stringify({ ms, mean }));
for (const worker of workers) await worker.terminate();
