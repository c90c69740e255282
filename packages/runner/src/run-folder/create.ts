import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromHere } from '../paths.ts';
import { claimRun } from './claim.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The local time as a folder's name: `20260102-153012`. */
export function stamp(time: Date): string {
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/**
 * Makes `<runs>/<preset>-<time>/`, with a number behind it where two runs start in one second, and takes it for this process.
 *
 * @throws {Error} It cannot be made (`ENOTDIR`: the path lies below a file).
 */
export function createRunFolder(preset: string, o: { runs?: string; time?: Date } = {}): string {
  const runs = fromHere(o.runs ?? 'runs');
  mkdirSync(runs, { recursive: true });
  const name = `${preset}-${stamp(o.time ?? new Date())}`;
  for (let n = 1; ; n++) {
    const folder = join(runs, n === 1 ? name : `${name}-${n}`);
    try {
      mkdirSync(folder);
      claimRun(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
