import { mkdir, unlink } from 'node:fs/promises';
import { checkPositiveInteger } from '../../check.ts';
import { type Embeddings, joinRows } from '../../knn/index.ts';
import type { EmbeddingKeys } from '../../verbs/index.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { type EmbeddingFile, embeddingFile, type EmbeddingShape } from './embedding-file.ts';
import { parquetWriter } from './parquet-library.ts';
import { parquetParts, partPath } from './parquet-parts.ts';
import { readParquet } from './read-parquet.ts';

/** Rows of a part: what an interruption may lose. */
const usualRows = 4096;

/**
 * A folder of numbered Parquet files, `part-00000.parquet` and so on, each written whole: the columns `key`, `label` if there
 * are labels, and `embedding` (a list of float32). pandas, pyarrow, Spark and DuckDB read the folder as one table.
 *
 * Rows are gathered to a part of 4096, or what there is at the end. Parts that are there are gone on with.
 *
 * @param o.rows rows of a part
 * @throws RangeError if what is there has other columns or dimensions, SyntaxError if a part can't be read
 * @throws Error if hyparquet and hyparquet-writer are not installed, saying so
 */
export async function parquetEmbeddings(
  folder: string,
  shape: EmbeddingShape,
  o: { rows?: number } = {},
): Promise<EmbeddingFile> {
  const { dimensions, labelled } = shape;
  const { rows: partRows = usualRows } = o;
  checkPositiveInteger(dimensions, 'parquetEmbeddings: dimensions');
  checkPositiveInteger(partRows, 'parquetEmbeddings: rows');
  const { parquetWriteBuffer } = await parquetWriter();
  await mkdir(folder, { recursive: true });
  const there = await parquetParts(folder);
  for (const path of there.begun) await unlink(path);
  const keys: string[] = [];
  let first: { key: string; values: Float32Array } | undefined;
  for (const path of there.parts) {
    const { embeddings, of } = await readParquet(path, { embeddings: 1 });
    if (embeddings.rows > 0 && embeddings.dimensions !== dimensions) {
      throw new RangeError(
        `${path} must have embeddings of ${dimensions} to be gone on with, got ${embeddings.dimensions}; choose another folder`,
      );
    }
    if ((of.labels !== undefined) !== labelled) {
      throw new RangeError(
        `${path} must have ${labelled ? 'a column' : 'no column'} 'label' to be gone on with; choose another folder`,
      );
    }
    if (embeddings.rows > 0) first ??= { key: of.keys[0]!, values: embeddings.values };
    for (const key of of.keys) keys.push(key);
  }
  let { next } = there;
  let gathered: { embeddings: Embeddings; of: EmbeddingKeys }[] = [];
  const writePart = async () => {
    if (gathered.length === 0) return;
    const all = joinRows(gathered.map(({ embeddings }) => embeddings));
    const text = (column: 'keys' | 'labels') => gathered.flatMap(({ of }) => of[column]!);
    const vectors = Array.from({ length: all.rows }, (_, row) =>
      Array.from(all.values.subarray(row * dimensions, (row + 1) * dimensions)),
    );
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'key', data: text('keys') },
        ...(labelled ? [{ name: 'label', data: text('labels') }] : []),
        // Numbers of a network don't compress.
        { name: 'embedding', data: vectors, encoding: 'PLAIN' as const, codec: 'UNCOMPRESSED' as const },
      ],
      schema: [
        { name: 'root', num_children: labelled ? 3 : 2 },
        { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        ...(labelled
          ? [{ name: 'label', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' } as const]
          : []),
        { name: 'embedding', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
      ],
      rowGroupSize: all.rows,
    });
    await writeFileAtomic(partPath(folder, next), new Uint8Array(bytes));
    next++;
    gathered = [];
  };
  return embeddingFile(folder, {
    ...shape,
    keys,
    first,
    async write(embeddings, of) {
      // A copy: the caller may use its rows again before the part is full.
      gathered.push({ embeddings: joinRows([embeddings]), of });
      if (gathered.reduce((sum, { embeddings: { rows } }) => sum + rows, 0) >= partRows) await writePart();
    },
    close: writePart,
  });
}
