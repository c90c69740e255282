import type { FileHandle } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';

/** A record of a CSV file, and where in the file it ends. */
export type CsvRecord = { fields: string[]; end: number };

/** Nobody's record is longer; a file that has none within it is not read on. */
const longest = 16 * 2 ** 20;

const [lineFeed, quote] = [0x0a, 0x22];

/**
 * The records of a CSV file that end in a line feed, one after the other; what follows the last of them is left out. Line
 * feeds inside quotes end no record.
 *
 * @param path the file, as messages name it
 * @throws SyntaxError naming the file and the record if one does not parse or does not end
 */
export async function* csvRecords(file: FileHandle, path: string): AsyncGenerator<CsvRecord, void, undefined> {
  let rest = new Uint8Array(0);
  let offset = 0;
  let number = 1;
  for await (const chunk of file.createReadStream({ start: 0, highWaterMark: 2 ** 20, autoClose: false })) {
    const bytes = new Uint8Array(rest.length + (chunk as Uint8Array).length);
    bytes.set(rest);
    bytes.set(chunk as Uint8Array, rest.length);
    let start = 0;
    let inQuotes = false;
    let nextQuote = bytes.indexOf(quote);
    for (let from = 0, at = bytes.indexOf(lineFeed); at >= 0; from = at + 1, at = bytes.indexOf(lineFeed, from)) {
      for (; nextQuote >= 0 && nextQuote < at; nextQuote = bytes.indexOf(quote, nextQuote + 1)) inQuotes = !inQuotes;
      if (inQuotes) continue;
      const fields = fieldsOf(bytes.subarray(start, at), path, number++);
      yield { fields, end: offset + at + 1 };
      start = at + 1;
    }
    rest = bytes.subarray(start);
    offset += start;
    if (rest.length > longest) {
      throw new SyntaxError(
        `${path} is no table that can be read: record ${number} does not end within ${longest} bytes`,
      );
    }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function fieldsOf(line: Uint8Array, path: string, number: number): string[] {
  const wrong = (why: string, cause: unknown) =>
    new SyntaxError(`${path} is no table that can be read: record ${number}: ${why}`, { cause });
  let text: string;
  try {
    text = utf8.decode(line);
  } catch (cause) {
    throw wrong('it is not UTF-8', cause);
  }
  if (number === 1) text = text.replace(/^\uFEFF/, '');
  // Long rows of numbers have no quotes, and are split many times faster than the library parses them.
  if (!text.includes('"')) return (text.endsWith('\r') ? text.slice(0, -1) : text).split(',');
  try {
    return (parse(text) as string[][])[0]!;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw wrong(error.message.split('\n', 1)[0]!, error);
  }
}
