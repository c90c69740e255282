export { keysHeader, keysLines, readKeysCsv, writeKeysCsv } from './keys-csv.ts';
export type { EmbeddingKeys } from './keys-csv.ts';
export { npyHeader, npyHeaderLength, npyRows, readNpy, writeNpy } from './npy.ts';
export type { NpyMatrix } from './npy.ts';
