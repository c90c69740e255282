import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a worker says after some steps. */
export type Steps = {
  /** How long each took, and its loss. */
  readonly ms: number[];
  readonly losses: number[];
  /** Bytes that are resident now, and the most that ever were. */
  readonly resident: number;
  readonly peak: number;
  /** What `tf.memory()` counts, of a worker that has it. */
  readonly tensors?: string;
};

/** A process that trains a network step by step when asked. */
export type Stepper = {
  /** Trains `count` steps; of this work, where the worker knows several. */
  step(count: number, work?: string): Promise<Steps>;
  close(): void;
};

/**
 * Starts a worker that prints "ready", then answers each line with a number by a line of JSON.
 *
 * @throws Error if the worker ends before it is ready, with the last line it wrote on standard error.
 */
export async function stepper(command: string, args: readonly string[]): Promise<Stepper> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint = String(data).trim().split('\n').at(-1) || complaint;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`${command} ${args[0] ?? ''} ended: ${complaint}`)));
  });
  failed.catch(() => {});
  const next = async (): Promise<string> => (await Promise.race([lines.next(), failed])).value ?? failed;
  while ((await next()) !== 'ready');
  return {
    async step(count, work) {
      child.stdin.write(work === undefined ? `${count}\n` : `${count} ${work}\n`);
      return JSON.parse(await next()) as Steps;
    },
    close: () => child.stdin.end(),
  };
}
