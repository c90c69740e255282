import { checkSameLength } from '../check.ts';

/** What stands beside a matrix of embeddings: row i belongs to the item `keys[i]`, with a label where there are labels. */
export type EmbeddingKeys = { readonly keys: readonly string[]; readonly labels?: readonly string[] };

/** The first line of a file of keys. */
export function keysHeader(labelled: boolean): string {
  return labelled ? 'key,label\n' : 'key\n';
}

/**
 * The lines of some keys, to follow the first line or earlier ones; a line feed ends each (RFC 4180 quoting).
 *
 * @throws RangeError if lengths differ
 */
export function keysLines({ keys, labels }: EmbeddingKeys): string {
  if (labels) checkSameLength(keys, labels, 'keysLines: keys and labels');
  return keys.map((key, row) => `${[key, ...(labels ? [labels[row]!] : [])].map(quoted).join(',')}\n`).join('');
}

/** A whole file of keys. @throws RangeError if lengths differ */
export function writeKeysCsv(of: EmbeddingKeys): string {
  return keysHeader(of.labels !== undefined) + keysLines(of);
}

/**
 * Reads a file of keys: the column `key` and, if there is one, `label`.
 *
 * @param name the file, as messages name it
 * @throws SyntaxError if there is no column `key`, a line has another number of columns, or a quote is not closed
 */
export function readKeysCsv(text: string, name = 'the file of keys'): EmbeddingKeys {
  const [header, ...lines] = parseLines(text.replace(/^\uFEFF/, ''), name);
  const key = header?.indexOf('key') ?? -1;
  if (!header || key < 0) {
    throw new SyntaxError(
      `readKeysCsv: ${name} must have a column 'key' in its first line, got '${header?.join(',') ?? ''}'`,
    );
  }
  lines.forEach((fields, at) => {
    if (fields.length !== header.length) {
      throw new SyntaxError(
        `readKeysCsv: ${name} must have ${header.length} columns in each line, got ${fields.length} in record ${at + 2}`,
      );
    }
  });
  const label = header.indexOf('label');
  const keys = lines.map((fields) => fields[key]!);
  return label < 0 ? { keys } : { keys, labels: lines.map((fields) => fields[label]!) };
}

function quoted(field: string): string {
  // An empty field alone on its line would be an empty line.
  return field === '' || /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function parseLines(text: string, name: string): string[][] {
  const lines: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let line: string[] = [];
  while (field.lastIndex < text.length || line.length > 0) {
    const start = field.lastIndex;
    const found = field.exec(text);
    if (!found) {
      throw new SyntaxError(
        `readKeysCsv: ${name} has a quote that is not closed or not doubled in record ${lines.length + 1}, character ${start}`,
      );
    }
    line.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
    if (found[3] === ',') continue;
    // An empty line holds nothing.
    if (line.length > 1 || found[0].replace(/\r?\n/, '') !== '') lines.push(line);
    line = [];
  }
  return lines;
}
