export { fromCsv } from './from-csv.ts';
export { fromFolder } from './from-folder.ts';
export type { CsvData, CsvOptions, FolderData, FolderOptions } from '@siamese/core/node';
export { fromIdx } from './from-idx.ts';
export { loadImageEncoder } from './load-image-encoder.ts';
export { loadImageModel } from './load-image-model.ts';
export { loadImageSiamese } from './load-image-siamese.ts';
