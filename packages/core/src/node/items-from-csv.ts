import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { oneLine } from '../files/index.ts';
import type { Labelled } from '../labels.ts';
import type { ItemWords } from './item-words.ts';
import { readLimited } from './read-limited.ts';

/** Which columns of a table are read, and what happens to rows without a file. */
export type CsvOptions = {
  /** The column of the paths, relative to the table. Default `path`. */
  readonly path?: string;
  /** The column of the labels. Default `label`. */
  readonly label?: string;
  /** The column of the groups (drawer, session), if there are any. */
  readonly group?: string;
  /** Whether rows whose file is missing are left out and listed; else they are an error. Default false. */
  readonly skipBad?: boolean;
};

/** Labelled paths, and the rows that were left out. */
export type CsvData = Labelled<string> & {
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

type Row = { readonly info: { readonly lines: number }; readonly record: Record<string, string> };

const mostBytes = 256 * 2 ** 20;

/**
 * The items that a table names: a comma-separated file (tabs if it is called `.tsv`) with a row of names on top.
 *
 * @throws SyntaxError naming the file, and the line where there is one, if it does not parse, has no rows, lacks a
 * column, a row lacks its path or label, or two rows give one file different labels
 * @throws RangeError if the table is missing or too large, or names a file that is missing (unless `skipBad`)
 */
export async function itemsFromCsv(file: string, words: Pick<ItemWords, 'one'>, o: CsvOptions = {}): Promise<CsvData> {
  const { path = 'path', label = 'label', group, skipBad = false } = o;
  const rows = parseRows(file, await readLimited(file, mostBytes));
  if (rows.length === 0)
    throw new SyntaxError(`${file} has no rows; give it a first line of names and a line for each ${words.one}`);
  const columns = { path, label, ...(group === undefined ? {} : { group }) };
  for (const [option, column] of Object.entries(columns)) {
    if (!Object.hasOwn(rows[0]!.record, column)) {
      throw new SyntaxError(
        `${file} has no column '${column}', it has ${oneLine(Object.keys(rows[0]!.record).join(', '))}; ` +
          `name yours with the option ${option}, or rename it`,
      );
    }
  }
  const items: string[] = [];
  const labels: string[] = [];
  const groups: string[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const said = new Map<string, { label: string; line: number }>();
  for (const { info, record } of rows) {
    for (const column of Object.values(columns)) {
      if (record[column] === '')
        throw new SyntaxError(`${file} line ${info.lines} has nothing in the column '${column}'; fill it in`);
    }
    const item = isAbsolute(record[path]!) ? record[path]! : join(dirname(file), record[path]!);
    const found = await stat(item).catch(() => undefined);
    if (found?.isFile() !== true) {
      skipped.push({
        path: item,
        reason: `${file} line ${info.lines} names ${oneLine(item)}, which is ${found ? 'no file' : 'not there'}`,
      });
      continue;
    }
    const before = said.get(item);
    if (before !== undefined && before.label !== record[label]) {
      throw new SyntaxError(
        `${file} line ${info.lines} says that ${oneLine(item)} is ${oneLine(record[label]!)}, and line ${before.line} that it is ${oneLine(before.label)}; correct one of them`,
      );
    }
    said.set(item, { label: record[label]!, line: info.lines });
    items.push(item);
    labels.push(record[label]!);
    if (group !== undefined) groups.push(record[group]!);
  }
  if (skipped.length > 0 && (!skipBad || items.length === 0)) {
    const others = skipped.length > 1 ? ` (and ${skipped.length - 1} more such lines)` : '';
    throw new RangeError(
      `${skipped[0]!.reason}${others}; correct the path (it is relative to the table) or remove the line`,
    );
  }
  return { items, labels, ...(group === undefined ? {} : { groups }), skipped };
}

function parseRows(file: string, bytes: Uint8Array): Row[] {
  try {
    return parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      bom: true,
      columns: true,
      delimiter: file.toLowerCase().endsWith('.tsv') ? '\t' : ',',
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [reason] = error.message.split('\n', 1);
    throw new SyntaxError(`${file} is no table that can be read: ${reason}`);
  }
}
