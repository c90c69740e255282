import { oneLine } from '../../files/index.ts';
import type { Embeddings } from '../../knn/index.ts';
import type { EmbeddingKeys } from '../../verbs/index.ts';
import { openPlainFile } from '../open-plain-file.ts';
import { readAt } from '../read-at.ts';
import { parquetReader } from './parquet-library.ts';

/** What a Parquet file holds; only as many embeddings as were asked for. */
export type ParquetEmbeddings = { embeddings: Embeddings; of: EmbeddingKeys };

/**
 * Reads a Parquet file: the columns `key` (text), `label` (text, if there is one) and `embedding` (a list of numbers).
 *
 * @param o.embeddings how many rows' embeddings are read (all unless given); keys are always read
 * @throws SyntaxError naming the file, and the row where there is one
 */
export async function readParquet(
  path: string,
  { embeddings: wanted = Infinity }: { embeddings?: number } = {},
): Promise<ParquetEmbeddings> {
  const { parquetMetadataAsync, parquetReadObjects, compressors } = await parquetReader();
  const { file, size } = await openPlainFile(path);
  const wrong = (what: string, cause?: unknown) => new SyntaxError(`${path} ${what}`, { cause });
  const buffer = {
    byteLength: size,
    slice: async (from: number, to = size) => (await readAt(file, from, to - from, path)).buffer as ArrayBuffer,
  };
  const within = async <T>(read: () => Promise<T>): Promise<T> =>
    read().catch((cause: unknown) => {
      const { name, message } = cause as Error;
      // The library trusts that a file is whole, and stumbles over what is not.
      const why =
        name === 'Error' || name === 'SyntaxError' ? oneLine(message) : 'its pages are not as its header says';
      throw wrong(`is no Parquet file that can be read: ${why}; it is damaged or cut short`, cause);
    });
  try {
    const metadata = await within(() => parquetMetadataAsync(buffer));
    const { schema } = metadata;
    const columns = topLevel(schema);
    for (const column of ['key', 'embedding']) {
      if (!columns.includes(column)) throw wrong(`must have the column '${column}', got ${columns.join(', ')}`);
    }
    const labelled = columns.includes('label');
    const read = async (names: string[], rowEnd: number) =>
      within(() => parquetReadObjects({ file: buffer, metadata, columns: names, rowEnd, compressors }));
    const rows = Number(metadata.num_rows);
    const text = await read(labelled ? ['key', 'label'] : ['key'], rows);
    for (const column of labelled ? ['key', 'label'] : ['key']) {
      const bad = text.findIndex((row) => typeof row[column] !== 'string');
      if (bad >= 0)
        throw wrong(`must have text in the column '${column}', got ${typeof text[bad]![column]} in row ${bad}`);
    }
    const vectors = await read(['embedding'], Math.min(rows, wanted));
    return {
      embeddings: matrixOf(
        vectors.map((row) => row['embedding'] as unknown),
        wrong,
      ),
      of: {
        keys: text.map((row) => row['key'] as string),
        ...(labelled && { labels: text.map((row) => row['label'] as string) }),
      },
    };
  } finally {
    await file.close();
  }
}

/** The names of the columns: those below the root that are below no other. */
function topLevel(schema: readonly { name: string; num_children?: number }[]): string[] {
  const names: string[] = [];
  for (let at = 1; at < schema.length; at++) {
    names.push(schema[at]!.name);
    for (let left = schema[at]!.num_children ?? 0; left > 0; left--) left += schema[++at]?.num_children ?? 0;
  }
  return names;
}

function matrixOf(rows: readonly unknown[], wrong: (what: string) => SyntaxError): Embeddings {
  const dimensions = Array.isArray(rows[0]) || ArrayBuffer.isView(rows[0]) ? (rows[0] as number[]).length : 1;
  const values = new Float32Array(rows.length * dimensions);
  for (const [row, vector] of rows.entries()) {
    const numbers = (Array.isArray(vector) || ArrayBuffer.isView(vector) ? vector : []) as ArrayLike<unknown>;
    if (numbers.length !== dimensions) {
      throw wrong(`must have ${dimensions} numbers in each embedding, got ${numbers.length} in row ${row}`);
    }
    for (let d = 0; d < dimensions; d++) {
      if (typeof numbers[d] !== 'number')
        throw wrong(`must have numbers in 'embedding', got ${typeof numbers[d]} in row ${row}`);
      values[row * dimensions + d] = numbers[d] as number;
    }
  }
  return { values, rows: rows.length, dimensions };
}
