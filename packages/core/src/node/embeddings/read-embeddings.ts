import { stat } from 'node:fs/promises';
import { checkEmbeddings, type Embeddings, joinRows } from '../../knn/index.ts';
import type { EmbeddingKeys } from '../../verbs/index.ts';
import { openPlainFile } from '../open-plain-file.ts';
import { keysPathOf, readKeys } from './keys-file.ts';
import { parquetParts } from './parquet-parts.ts';
import { readCsvEmbeddings } from './read-csv-embeddings.ts';
import { readNpy } from './read-npy.ts';
import { readParquet } from './read-parquet.ts';

/** Embeddings as they were kept, with their keys and labels as far as there are any. */
export type KeptEmbeddings = { embeddings: Embeddings } & Partial<EmbeddingKeys>;

/**
 * Reads embeddings: a .npy with the keys beside it (if there are), a .csv, a .parquet file or a folder of Parquet parts.
 *
 * @throws SyntaxError naming the file, and the row or column where there is one, if it is damaged, cut short or another file
 * @throws RangeError if it is not there, its ending is none of these, or a value is NaN or infinite, naming the row
 */
export async function readEmbeddings(path: string): Promise<KeptEmbeddings> {
  const kept = await readAny(path);
  checkEmbeddings(kept.embeddings, path);
  return kept;
}

async function readAny(path: string): Promise<KeptEmbeddings> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return readParts(path);
  switch (/\.\w+$/.exec(path)?.[0].toLowerCase()) {
    case '.npy': {
      const embeddings = await readNpy(path);
      const of = await keysBeside(path);
      if (of.keys !== undefined && of.keys.length !== embeddings.rows) {
        throw new SyntaxError(
          `${keysPathOf(path)}: keys must be one for each of ${embeddings.rows} rows, got ${of.keys.length}`,
        );
      }
      return { embeddings, ...of };
    }
    case '.csv': {
      const { embeddings, of } = await readCsvEmbeddings(path);
      return { embeddings, ...of };
    }
    case '.parquet': {
      const { embeddings, of } = await readParquet(path);
      return { embeddings, ...of };
    }
    default:
      throw new RangeError(`readEmbeddings: path must be a folder or end in .npy, .csv or .parquet, got ${path}`);
  }
}

async function readParts(folder: string): Promise<KeptEmbeddings> {
  const { parts } = await parquetParts(folder);
  if (parts.length === 0) throw new RangeError(`${folder} has no part-00000.parquet; give a folder of Parquet parts`);
  const read = [];
  for (const part of parts) read.push(await readParquet(part));
  const [first] = read;
  for (const [i, { embeddings, of }] of read.entries()) {
    const alike = (of.labels !== undefined) === (first!.of.labels !== undefined);
    if (embeddings.dimensions !== first!.embeddings.dimensions || !alike) {
      throw new SyntaxError(`${parts[i]} must have the columns and dimensions of ${parts[0]}`);
    }
  }
  return {
    embeddings: joinRows(read.map(({ embeddings }) => embeddings)),
    keys: read.flatMap(({ of }) => of.keys),
    ...(first!.of.labels && { labels: read.flatMap(({ of }) => of.labels!) }),
  };
}

async function keysBeside(npy: string): Promise<Partial<EmbeddingKeys>> {
  const path = keysPathOf(npy);
  if (
    await stat(path).then(
      () => false,
      () => true,
    )
  )
    return {};
  const { file, size } = await openPlainFile(path);
  try {
    const { keys, labels, ends, headEnd } = await readKeys(file, path);
    if ((ends.at(-1) ?? headEnd) !== size) throw new SyntaxError(`${path} is cut short: its last line does not end`);
    return { keys, ...(labels && { labels }) };
  } finally {
    await file.close();
  }
}
