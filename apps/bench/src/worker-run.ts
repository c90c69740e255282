import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { threads } from './peers.ts';

/** Runs a process with the threads of everybody, and reads the JSON that it prints. */
export async function workerRun<Found>(command: string, args: readonly string[]): Promise<Found> {
  const { stdout } = await promisify(execFile)(command, args, {
    env: { ...process.env, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` },
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout) as Found;
}
