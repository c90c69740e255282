import type { Command } from 'commander';
import type { BackendName } from '../backend/index.ts';
import { UsageError } from '../errors/index.ts';
import { claimRun, clearBegun, readRecord } from '../run-folder/index.ts';

/** The flags that say how to run and not what: those a resumed run may be given anew. */
export type MachineFlags = {
  readonly open?: boolean;
  readonly backend?: BackendName;
  readonly threads?: number;
  readonly resume?: string;
};

const withResume = new Set(['resume', 'open', 'backend', 'threads', 'verbose']);

/**
 * Looks whether a command that resumes a run was told what only a new run can be.
 *
 * @throws {UsageError} It was; names the flags to leave out.
 */
export function checkResume(command: Command): void {
  if (command.getOptionValue('resume') === undefined) return;
  const typed = command.options.filter((option) => {
    const name = option.attributeName();
    return command.getOptionValueSource(name) === 'cli' && !withResume.has(name);
  });
  if (typed.length === 0) return;
  throw new UsageError(
    `--resume goes on as the run was started; leave out ${typed.map((option) => option.long).join(', ')}`,
  );
}

/**
 * How a run was meant: as typed, or with `--resume` as it was started, on the machine as typed. A run that goes on is taken for
 * this process, and rid of what a killed one had begun to write.
 *
 * @throws {UsageError} What is to be resumed is no run, finished, or going on in another process.
 */
export function startedAs<Flags extends MachineFlags>(
  typed: Flags,
  command: string,
): { readonly flags: Flags; readonly command: string; readonly folder?: string } {
  if (typed.resume === undefined) return { flags: typed, command };
  const { folder, record } = readRecord<Flags>(typed.resume);
  claimRun(folder);
  clearBegun(folder);
  const { open, backend, threads } = typed;
  const machine = Object.fromEntries(
    Object.entries({ open, backend, threads }).filter(([, told]) => told !== undefined),
  );
  return { flags: { ...record.flags, ...machine }, command: record.command, folder };
}
