export { csvEmbeddings } from './csv-embeddings.ts';
export type { EmbeddingFile, EmbeddingShape } from './embedding-file.ts';
export { npyEmbeddings } from './npy-embeddings.ts';
export { embeddingEndings, openEmbeddings } from './open-embeddings.ts';
export { parquetEmbeddings } from './parquet-embeddings.ts';
export { type KeptEmbeddings, readEmbeddings } from './read-embeddings.ts';
export { readNpy } from './read-npy.ts';
