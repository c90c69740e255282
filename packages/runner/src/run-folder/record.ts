import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import { UsageError } from '../errors/index.ts';
import { fromHere, shown } from '../paths.ts';
import { readJson } from './read-json.ts';

/** The file that says how a run was started, so that it can go on. */
export const recordName = 'run.json';

/** How a run was started: the command as it was typed, and the flags it came to. */
export type RunRecord<Flags> = { readonly schema: 1; readonly command: string; readonly flags: Flags };

/** Writes `run.json` into a run folder. */
export async function writeRecord<Flags>(folder: string, record: RunRecord<Flags>): Promise<void> {
  await writeFileAtomic(join(folder, recordName), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * The folder of a run to go on with, and how it was started.
 *
 * @throws {UsageError} It is no run folder, or holds a finished run.
 * @throws {SyntaxError} Its `run.json` is damaged or of another version.
 */
export function readRecord<Flags>(named: string): { folder: string; record: RunRecord<Flags> } {
  const folder = fromHere(named);
  const path = join(folder, recordName);
  if (!existsSync(path))
    throw new UsageError(
      `${shown(folder)} is no run that can go on: its ${recordName} is missing; --resume takes a run folder`,
    );
  if (existsSync(join(folder, 'result.json')))
    throw new UsageError(`the run in ${shown(folder)} is finished; there is nothing to resume`);
  const record = readJson(path) as Partial<RunRecord<Flags>> | null;
  if (record?.schema !== 1 || typeof record.command !== 'string' || typeof record.flags !== 'object')
    throw new SyntaxError(
      `${shown(path)} must hold schema 1, command and flags, as this version writes them; the file is damaged or of another version`,
    );
  return { folder, record: record as RunRecord<Flags> };
}
