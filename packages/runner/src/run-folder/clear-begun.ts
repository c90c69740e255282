import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What `writeFileAtomic` and `save` call what they have not finished. */
const begun = /\.\d+(-\d+)?\.tmp$/;

/** Removes what a process that was killed had begun to write into a run folder; whole files stay. */
export function clearBegun(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (begun.test(path)) rmSync(join(folder, path), { recursive: true, force: true });
  }
}
