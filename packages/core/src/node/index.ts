export {
  csvEmbeddings,
  embeddingEndings,
  type EmbeddingFile,
  type EmbeddingShape,
  type KeptEmbeddings,
  npyEmbeddings,
  openEmbeddings,
  parquetEmbeddings,
  readEmbeddings,
  readNpy,
} from './embeddings/index.ts';
export { csvLine } from '../files/index.ts';
export { folderStore } from './folder-store.ts';
export { loadGallery, saveGallery } from './gallery-file.ts';
export { hasEnding } from './has-ending.ts';
export { loadIndex, saveIndex } from './index-file.ts';
export type { ItemWords } from './item-words.ts';
export { type CsvData, type CsvOptions, itemsFromCsv } from './items-from-csv.ts';
export { type FolderData, type FolderOptions, itemsFromFolder } from './items-from-folder.ts';
export { openPlainFile } from './open-plain-file.ts';
export { loadEncoder, loadModel, loadSiamese, type PrepareOf } from './load-model.ts';
export { readLimited } from './read-limited.ts';
export { readModelFolder } from './read-model-folder.ts';
export { save } from './save.ts';
export { writeError } from './write-error.ts';
export { syncFolder, writeFileAtomic } from './write-file-atomic.ts';
