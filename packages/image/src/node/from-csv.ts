import { itemsFromCsv, type CsvData, type CsvOptions } from '@siamese/core/node';
import { pictures } from './pictures.ts';

/**
 * The pictures that a table names: a comma-separated file (tabs if it is called `.tsv`) with a row of names on top.
 *
 * @throws SyntaxError naming the file, and the line where there is one, if it does not parse, has no rows, lacks a
 * column, a row lacks its path or label, or two rows give one file different labels
 * @throws RangeError if the table is missing or too large, or names a file that is missing (unless `skipBad`)
 */
export function fromCsv(file: string, o: CsvOptions = {}): Promise<CsvData> {
  return itemsFromCsv(file, pictures, o);
}
