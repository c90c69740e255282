import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { writeError } from '@siamese/core/node';

/** A row of `metrics.jsonl`, or of another such file. */
export type MetricsRow = Readonly<Record<string, unknown>>;

/** A file of JSON objects, one a line, that grows. */
export type LineFile = {
  write(value: MetricsRow): void;
  /** Brings it to the disk, and closes it. */
  close(): void;
  /** Closes it as it is, where something else went wrong; does nothing if it is closed. */
  drop(): void;
};

/**
 * Opens a new `.jsonl` file; each line is written whole, so that a killed run leaves whole rows, and so does a full disk.
 *
 * @throws Error naming the file and what to do where it cannot be written, as `write` and `close` do
 * @param keeps goes on with a file that is there: keeps its rows up to the first that it says no to, or that is cut short
 */
export function openLines(path: string, keeps?: (row: MetricsRow) => boolean): LineFile {
  const naming = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw writeError(path, error);
    }
  };
  if (keeps !== undefined) truncateSync(path, kept(readFileSync(path, 'utf8'), keeps));
  const file = naming(() => openSync(path, keeps === undefined ? 'w' : 'a'));
  let end = fstatSync(file).size;
  let open = true;
  const drop = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  return {
    write(value) {
      const line = `${JSON.stringify(value)}\n`;
      try {
        // Unlike writeSync it goes on where only a part was taken.
        naming(() => writeFileSync(file, line));
      } catch (error) {
        ftruncateSync(file, end);
        throw error;
      }
      end += Buffer.byteLength(line);
    },
    close() {
      try {
        naming(() => fsyncSync(file));
      } finally {
        drop();
      }
    },
    drop,
  };
}

/** The rows of a `.jsonl` file, up to one that is cut short. */
export function readLines(path: string): MetricsRow[] {
  const rows: MetricsRow[] = [];
  kept(readFileSync(path, 'utf8'), (row) => rows.push(row) > 0);
  return rows;
}

/** The bytes of the rows that stay. */
function kept(text: string, keeps: (row: MetricsRow) => boolean): number {
  let bytes = 0;
  for (const line of text.match(/.*\n/g) ?? []) {
    let row: MetricsRow | null;
    try {
      row = JSON.parse(line) as MetricsRow | null;
    } catch {
      break;
    }
    if (typeof row !== 'object' || row === null || !keeps(row)) break;
    bytes += Buffer.byteLength(line);
  }
  return bytes;
}
