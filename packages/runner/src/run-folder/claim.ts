import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { writeError } from '@siamese/core/node';
import { UsageError } from '../errors/usage-error.ts';
import { shown } from '../paths.ts';

/** The file that says which process writes into a run folder. */
export const lockName = 'run.lock';

/** A process, and when it began: numbers of processes are used again. */
type Holder = { readonly pid: number; readonly host: string; readonly born: string | undefined };

const held = new Set<string>();

/**
 * Takes a run folder for this process, until it ends, so that no other writes into it at the same time. What a process left
 * that is dead is no obstacle.
 *
 * @throws {UsageError} A process that lives has it.
 */
export function claimRun(folder: string): void {
  const path = join(folder, lockName);
  const own: Holder = { pid: process.pid, host: hostname(), born: bornAt(process.pid) };
  const holder = held.has(path) ? undefined : readHolder(path);
  if (holder !== undefined && holder.pid !== own.pid && lives(holder)) {
    const where = holder.host === own.host ? '' : ` on ${holder.host}`;
    throw new UsageError(
      `the run in ${shown(folder)} is going on in process ${holder.pid}${where}; wait until it has ended, or stop it; ` +
        `if that is no such run, remove ${shown(path)}`,
    );
  }
  const there = existsSync(path);
  try {
    writeFileSync(path, `${JSON.stringify(own)}\n`, { flag: there ? 'w' : 'wx' });
  } catch (error) {
    // Another one was as quick.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return claimRun(folder);
    throw writeError(path, error);
  }
  if (held.size === 0) process.on('exit', letGo);
  held.add(path);
}

function letGo(): void {
  for (const path of held) {
    try {
      rmSync(path, { force: true });
    } catch {
      // It is left behind, which hinders nobody.
    }
  }
}

/** Who has the folder; undefined if nobody, or what is there was cut short. */
function readHolder(path: string): Holder | undefined {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    const whole = Number.isSafeInteger(found?.pid) && typeof found?.host === 'string';
    return whole ? (found as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function lives({ pid, host, born }: Holder): boolean {
  // From here nobody can tell.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = bornAt(pid);
  return now !== dead && (now === undefined || born === undefined || now === born);
}

const dead = 'dead';

/** When a process began, in ticks since the machine did: Linux tells it, and whether it only waits to be buried. */
function bornAt(pid: number): string | undefined {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state === 'Z' ? dead : fields[18];
  } catch {
    return undefined;
  }
}
