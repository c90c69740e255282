import { existsSync, readdirSync, rmSync } from 'node:fs';
import { lockName } from './claim.ts';
import { recordName } from './record.ts';

/** Removes the folder of a run that came to nothing: of which there is no more than how it was started. */
export function removeUnused(folder: string): void {
  if (!existsSync(folder)) return;
  const started: readonly string[] = [lockName, recordName];
  const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory() && !started.includes(entry.name),
  );
  if (kept.length === 0) rmSync(folder, { recursive: true });
}
