import { type FileHandle, open } from 'node:fs/promises';
import { plainBytes } from './plain-bytes.ts';

/** A CSV file that rows are appended to. */
export type KeysCsv = {
  append(rows: readonly (readonly string[])[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * The keys of embeddings, one row for each row of the .npy beside it, under a line of column names (RFC 4180, `\n` ends).
 *
 * @param o.resume goes on with a file that is there: keeps its line of names and this many rows, cuts off the rest
 * @throws RangeError on a resume if it has fewer rows
 */
export async function createKeysCsv(
  path: string,
  columns: readonly string[],
  { resume }: { resume?: number } = {},
): Promise<KeysCsv> {
  const file = await open(path, resume === undefined ? 'w' : 'r+');
  try {
    if (resume !== undefined) {
      const end = endOfRow(plainBytes(await file.readFile()), resume + 1);
      if (end < 0) throw new RangeError(`${path} must have ${resume} rows to be resumed, got fewer`);
      await file.truncate(end);
      return appending(file, end);
    }
    const head = csvLine(columns);
    await file.writeFile(head);
    return appending(file, Buffer.byteLength(head));
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A row of CSV: fields in quotes where they hold a comma, a quote or a line end. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}

function appending(file: FileHandle, start: number): KeysCsv {
  let position = start;
  return {
    async append(rows) {
      const bytes = new TextEncoder().encode(rows.map(csvLine).join(''));
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position);
        done += bytesWritten;
        position += bytesWritten;
      }
    },
    async close() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Where the row of this number (1 is the first) ends, or -1: line ends inside quotes end no row. */
function endOfRow(bytes: Uint8Array, rows: number): number {
  let quoted = false;
  let found = 0;
  for (const [i, byte] of bytes.entries()) {
    if (byte === 0x22) quoted = !quoted;
    else if (byte === 0x0a && !quoted && ++found === rows) return i + 1;
  }
  return -1;
}
