import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const part = /^part-(\d+)\.parquet$/;
const begun = /^part-\d+\.parquet\.\d+-\d+\.tmp$/;

/** The parts in a folder, in order, the number of the next, and what was begun and never finished. */
export async function parquetParts(folder: string): Promise<{ parts: string[]; next: number; begun: string[] }> {
  const names = await readdir(folder);
  const numbered = names
    .flatMap((name) => (part.test(name) ? [{ name, number: Number(part.exec(name)![1]) }] : []))
    .sort((a, b) => a.number - b.number);
  return {
    parts: numbered.map(({ name }) => join(folder, name)),
    next: (numbered.at(-1)?.number ?? -1) + 1,
    begun: names.filter((name) => begun.test(name)).map((name) => join(folder, name)),
  };
}

/** The path of the part with a number. */
export function partPath(folder: string, number: number): string {
  return join(folder, `part-${String(number).padStart(5, '0')}.parquet`);
}
