export { fromCsv } from './from-csv.ts';
export type { CsvData, CsvOptions } from './from-csv.ts';
export { fromFolder } from './from-folder.ts';
export type { FolderData, FolderOptions } from './from-folder.ts';
export { fromIdx } from './from-idx.ts';
export { loadImageEncoder } from './load-image-encoder.ts';
export { loadImageModel } from './load-image-model.ts';
export { loadImageSiamese } from './load-image-siamese.ts';
