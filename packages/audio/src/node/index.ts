export { fromCsv } from './from-csv.ts';
export { fromFolder } from './from-folder.ts';
export type { CsvData, CsvOptions, FolderData, FolderOptions } from '@siamese/core/node';
export { loadAudioEncoder } from './load-audio-encoder.ts';
export { loadAudioModel } from './load-audio-model.ts';
export { loadAudioSiamese } from './load-audio-siamese.ts';
