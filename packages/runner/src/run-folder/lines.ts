import { closeSync, openSync, writeSync } from 'node:fs';

/** A file of JSON objects, one a line, that grows. */
export type LineFile = { write(value: Readonly<Record<string, unknown>>): void; close(): void };

/** Opens a new `.jsonl` file; each line is written whole, so that a killed run leaves whole rows. */
export function openLines(path: string): LineFile {
  const file = openSync(path, 'w');
  return {
    write(value) {
      writeSync(file, `${JSON.stringify(value)}\n`);
    },
    close() {
      closeSync(file);
    },
  };
}
