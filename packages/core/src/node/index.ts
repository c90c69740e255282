export { folderStore } from './folder-store.ts';
export { createKeysCsv, csvLine, type KeysCsv } from './keys-csv.ts';
export { createNpyWriter, npyHeader, type NpyWriter, readNpy } from './npy.ts';
export { readModelFolder } from './read-model-folder.ts';
export { save } from './save.ts';
export { syncFolder, writeFileAtomic } from './write-file-atomic.ts';
