import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here } from './peers.ts';
import type { Result } from './result.ts';
import { workerRun } from './worker-run.ts';

/**
 * The most memory that is resident while a WAV file of 24 hours (16 kHz, 2.8 GB) comes in pieces of a minute, beside what it is for
 * one hour: it does not grow.
 */
export async function* streamedAudio(): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'stream-audio-'));
  try {
    const peaks: number[] = [];
    for (const hours of [1, 24]) {
      const args = ['--import', 'tsx', here('stream-audio-worker.ts'), join(folder, 'day.wav'), `${hours}`];
      const { peak } = await workerRun<{ peak: number }>(process.execPath, args);
      peaks.push(peak / 2 ** 20);
    }
    const [hour, day] = peaks as [number, number];
    yield {
      bench: 'stream-audio',
      work: '24 hours',
      ours: day,
      peer: hour,
      peerName: 'one hour',
      ratio: day / hour,
      unit: 'MiB',
      runs: 1,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
