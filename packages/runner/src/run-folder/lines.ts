import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

type Row = Readonly<Record<string, unknown>>;

/** A file of JSON objects, one a line, that grows. */
export type LineFile = { write(value: Row): void; close(): void };

/**
 * Opens a new `.jsonl` file; each line is written whole, so that a killed run leaves whole rows.
 *
 * @param keeps goes on with a file that is there: keeps its rows up to the first that it says no to, or that is cut short
 */
export function openLines(path: string, keeps?: (row: Row) => boolean): LineFile {
  if (keeps !== undefined) truncateSync(path, kept(readFileSync(path, 'utf8'), keeps));
  const file = openSync(path, keeps === undefined ? 'w' : 'a');
  return {
    write(value) {
      writeSync(file, `${JSON.stringify(value)}\n`);
    },
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** The rows of a `.jsonl` file, up to one that is cut short. */
export function readLines(path: string): Row[] {
  const rows: Row[] = [];
  kept(readFileSync(path, 'utf8'), (row) => rows.push(row) > 0);
  return rows;
}

/** The bytes of the rows that stay. */
function kept(text: string, keeps: (row: Row) => boolean): number {
  let bytes = 0;
  for (const line of text.match(/.*\n/g) ?? []) {
    let row: Row;
    try {
      row = JSON.parse(line) as Row;
    } catch {
      break;
    }
    if (!keeps(row)) break;
    bytes += Buffer.byteLength(line);
  }
  return bytes;
}
