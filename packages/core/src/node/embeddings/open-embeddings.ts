import { csvEmbeddings } from './csv-embeddings.ts';
import type { EmbeddingFile, EmbeddingShape } from './embedding-file.ts';
import { npyEmbeddings } from './npy-embeddings.ts';
import { parquetEmbeddings } from './parquet-embeddings.ts';

const formats = { '.npy': npyEmbeddings, '.csv': csvEmbeddings, '.parquet': parquetEmbeddings };

/** What the name of a file of embeddings may end in. */
export const embeddingEndings = Object.keys(formats);

/**
 * Opens where embeddings go as they are made (`embedTo`), by its ending: a .npy with `.keys.csv` beside it, a .csv, or a folder
 * of Parquet parts that ends in .parquet. What is there is gone on with; it is closed in the end, whatever happened.
 *
 * @throws RangeError if the ending is another, or what is there has other columns or dimensions
 * @throws SyntaxError if what is there is no such file
 */
export async function openEmbeddings(path: string, shape: EmbeddingShape): Promise<EmbeddingFile> {
  const ending = embeddingEndings.find((name) => path.toLowerCase().endsWith(name));
  if (ending === undefined) {
    throw new RangeError(`openEmbeddings: path must end in ${embeddingEndings.join(', ')}, got ${path}`);
  }
  return formats[ending as keyof typeof formats](path, shape);
}
