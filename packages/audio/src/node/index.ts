export { fromCsv } from './from-csv.ts';
export { fromFolder } from './from-folder.ts';
export type { CsvData, CsvOptions, FolderData, FolderOptions } from '@siamese/core/node';
