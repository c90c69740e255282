import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

const sampleRate = 16_000;
const minutes = 10;

/** What a process took each time, and the mean of its log-mel spectrogram. */
type Found = { readonly ms: readonly number[]; readonly mean: number };

const script = (name: string): string[] => ['--import', 'tsx', here(name)];

/** Who is timed, what it is started with, and how to get it. Meyda takes no window that is no power of two: 1024, one frame a call. */
const libraries = [
  { name: 'librosa', start: () => [python(), here('../peers/log-mel.py'), 'librosa'], install: 'pip install librosa' },
  {
    name: 'torchaudio',
    start: () => [python(), here('../peers/log-mel.py'), 'torchaudio'],
    install: 'pip install torchaudio',
  },
  { name: 'meyda', start: () => [process.execPath, ...script('log-mel-meyda.ts')], install: 'npm install' },
];

/**
 * The log-mel spectrogram of ten minutes (16 kHz, window 800, hop 200, 80 mels) in two threads, by `@siamese/audio`, librosa,
 * torchaudio and meyda, each in a process of its own, in turns; the means of ours and librosa's are proved equal.
 */
export async function* logMel({ processes = 3 }: { processes?: number | undefined }): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'log-mel-'));
  try {
    const file = join(folder, 'samples.f32');
    writeFileSync(file, hums());
    const ours: number[] = [];
    const theirs = new Map<string, number[]>(libraries.map(({ name }) => [name, []]));
    for (let turn = 0; turn < processes; turn++) {
      const us = await workerRun<Found>(process.execPath, [...script('log-mel-worker.ts'), file, `${threads}`]);
      ours.push(...us.ms);
      for (const { name, start, install } of libraries) {
        const [command, ...args] = start();
        const them = await workerRun<Found>(command!, [...args, file, `${threads}`]).catch((error: Error) => {
          process.stderr.write(`${name} did not run (${error.message.split('\n').at(-2)}): ${install}\n`);
        });
        if (them) theirs.get(name)!.push(...them.ms);
        if (them && name === 'librosa' && Math.abs(them.mean - us.mean) > 1e-4) {
          throw new Error(`log-mel: the mean is ${us.mean}, librosa's ${them.mean}`);
        }
      }
    }
    for (const [name, ms] of theirs) {
      yield {
        bench: 'log-mel',
        work: `${minutes} minutes`,
        peerName: name,
        unit: 'ms',
        ...versus(ours, ms),
      };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Something with pitches, noise and pauses. */
function hums(): Float32Array {
  const random = createRandom(1, 'log-mel');
  return Float32Array.from({ length: minutes * 60 * sampleRate }, (_, i) => {
    const t = i / sampleRate;
    const tone = Math.sin(2 * Math.PI * 140 * t) + 0.5 * Math.sin(2 * Math.PI * 1400 * t);
    return 0.2 * tone * Math.sin(3 * t) ** 2 + 0.02 * (random.float() - 0.5);
  });
}
