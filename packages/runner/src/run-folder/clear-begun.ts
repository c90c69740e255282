import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a file or folder is called as `writeFileAtomic` and `save` call what they have not finished. */
export function isBegun(name: string): boolean {
  return /\.\d+(-\d+)?\.tmp$/.test(name);
}

/** Removes what a process that was killed had begun to write into a run folder; whole files stay. */
export function clearBegun(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (isBegun(path)) rmSync(join(folder, path), { recursive: true, force: true });
  }
}
