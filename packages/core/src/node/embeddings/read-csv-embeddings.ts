import { oneLine } from '../../files/index.ts';
import { type Embeddings, joinRows } from '../../knn/index.ts';
import type { EmbeddingKeys } from '../../verbs/index.ts';
import { openPlainFile } from '../open-plain-file.ts';
import { csvRecords } from './csv-records.ts';

/** Rows that are gathered before they are put together. */
const block = 1024;

/**
 * Reads a CSV file of embeddings: the columns `key`, `label` if there is one, and all others as numbers, in their order.
 *
 * @throws SyntaxError naming the file and the record if it is no such file, or its last line does not end
 * @throws RangeError if it is not there
 */
export async function readCsvEmbeddings(path: string): Promise<{ embeddings: Embeddings; of: EmbeddingKeys }> {
  const { file, size } = await openPlainFile(path);
  const wrong = (what: string) => new SyntaxError(`${path} ${what}`);
  try {
    const [keys, labels]: [string[], string[]] = [[], []];
    const parts: Embeddings[] = [];
    let columns: readonly string[] = [];
    let numbers: number[] = [];
    let [keyAt, labelAt, end] = [-1, -1, 0];
    for await (const record of csvRecords(file, path)) {
      const { fields } = record;
      ({ end } = record);
      if (columns.length === 0) {
        columns = fields;
        [keyAt, labelAt] = [columns.indexOf('key'), columns.indexOf('label')];
        numbers = [...columns.keys()].filter((at) => at !== keyAt && at !== labelAt);
        if (keyAt < 0)
          throw wrong(`must have a column 'key' in its first line, got '${oneLine(columns.slice(0, 4).join(','))}'`);
        if (numbers.length === 0) throw wrong('must have a column for each number of an embedding, got none');
        if (columns.includes(''))
          throw wrong('must have a name for each column; from pandas write it with index=False');
        continue;
      }
      if (fields.length !== columns.length) {
        throw wrong(
          `must have ${columns.length} columns in each line, got ${fields.length} in record ${keys.length + 2}`,
        );
      }
      if (keys.length % block === 0) parts.push(empty(numbers.length));
      const { values } = parts.at(-1)!;
      for (const [d, at] of numbers.entries()) {
        const value = Number(fields[at]);
        if (fields[at]!.trim() === '' || !Number.isFinite(value)) {
          throw wrong(
            `must have numbers in the column '${oneLine(columns[at]!)}', got '${oneLine(fields[at]!)}' in record ${keys.length + 2}`,
          );
        }
        values[(keys.length % block) * numbers.length + d] = value;
      }
      keys.push(fields[keyAt]!);
      if (labelAt >= 0) labels.push(fields[labelAt]!);
    }
    if (end !== size) throw wrong('is cut short: its last line does not end');
    if (columns.length === 0) throw wrong("must have a column 'key' in its first line, got nothing");
    const dimensions = numbers.length;
    const { values } = joinRows([...parts, empty(dimensions)]);
    return {
      embeddings: { values: values.slice(0, keys.length * dimensions), rows: keys.length, dimensions },
      of: { keys, ...(labelAt >= 0 && { labels }) },
    };
  } finally {
    await file.close();
  }
}

function empty(dimensions: number): Embeddings {
  return { values: new Float32Array(block * dimensions), rows: block, dimensions };
}
