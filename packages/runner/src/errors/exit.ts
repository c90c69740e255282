import { CommanderError } from 'commander';
import { sentence } from './sentence.ts';
import { UsageError } from './usage-error.ts';

/** The exit code of a run that ended with this error: 0 help or version was asked for, 2 usage, 1 data or anything else. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof UsageError ? 2 : 1;
}

/**
 * Runs a program to its end: its error becomes one sentence on standard error and an exit code (2 usage, 1 data); the
 * stack is shown only with `--verbose`. The process is left to end by itself, so that what is written arrives.
 */
export async function runToExit(
  program: () => Promise<unknown>,
  argv: readonly string[] = process.argv,
): Promise<void> {
  // Whoever reads the output may have seen enough (`| head`), or the terminal may be gone: the work goes on all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    await program();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // commander has already said it, with the nearest known flag.
    if (error instanceof CommanderError) return;
    process.stderr.write(`error: ${sentence(error)}\n`);
    if (argv.includes('--verbose') && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}
