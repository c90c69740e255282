import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { here } from './peers.ts';
import type { Result } from './result.ts';

/** All figures of `evaluate` on 1,000,000 embeddings of 64 numbers, in a process of its own: how long, and the most memory. */
export async function* million(): AsyncGenerator<Result> {
  const args = ['--import', 'tsx', here('million-worker.ts')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  const { ms, peak } = JSON.parse(stdout) as { ms: number; peak: number };
  process.stderr.write(stderr);
  for (const [unit, ours] of [
    ['seconds', ms / 1000],
    ['MiB', peak / 2 ** 20],
  ] as const) {
    yield { bench: 'million', work: 'evaluate', ours, peer: null, peerName: '', ratio: null, unit, runs: 1 };
  }
}
