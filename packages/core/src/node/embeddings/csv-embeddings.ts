import { checkPositiveInteger } from '../../check.ts';
import { csvLine, oneLine } from '../../files/index.ts';
import { readAt } from '../read-at.ts';
import { writeAt } from '../write-at.ts';
import { csvRecords } from './csv-records.ts';
import { type EmbeddingFile, embeddingFile, type EmbeddingShape } from './embedding-file.ts';
import { closeAll, openGrowing } from './open-growing.ts';

/**
 * A CSV file that grows row by row: the columns `key`, `label` if there are labels, and `e0`, `e1`, ...; nine digits, which
 * give back every float32.
 *
 * A file that is there is gone on with: it is cut back to its last whole row.
 *
 * @throws RangeError if what is there has other columns
 * @throws SyntaxError if it is no such file
 */
export async function csvEmbeddings(path: string, shape: EmbeddingShape): Promise<EmbeddingFile> {
  const { dimensions, labelled } = shape;
  checkPositiveInteger(dimensions, 'csvEmbeddings: dimensions');
  const columns = ['key', ...(labelled ? ['label'] : []), ...Array.from({ length: dimensions }, (_, d) => `e${d}`)];
  const head = csvLine(columns);
  const file = await openGrowing(path);
  try {
    const keys: string[] = [];
    let first: { key: string; values: Float32Array } | undefined;
    let end = 0;
    for await (const record of csvRecords(file, path)) {
      const { fields } = record;
      if (end === 0 && csvLine(fields) !== head) throw otherColumns(path, columns, fields.join(','));
      if (fields.length !== columns.length) {
        throw new SyntaxError(
          `${path} must have ${columns.length} columns in each line, got ${fields.length} in record ${keys.length + 2}`,
        );
      }
      if (end > 0) {
        first ??= { key: fields[0]!, values: Float32Array.from(fields.slice(-dimensions), Number) };
        keys.push(fields[0]!);
      }
      ({ end } = record);
    }
    if (end === 0) {
      const { size } = await file.stat();
      const there = new TextDecoder().decode(await readAt(file, 0, Math.min(size, head.length), path));
      if (size > head.length || !head.startsWith(there)) throw otherColumns(path, columns, there);
      end = head.length;
      await writeAt(file, new TextEncoder().encode(head), 0, path);
    }
    await file.truncate(end);
    return embeddingFile(path, {
      ...shape,
      keys,
      first,
      async write(embeddings, of) {
        const lines = of.keys.map((key, row) => {
          const values = embeddings.values.subarray(row * dimensions, (row + 1) * dimensions);
          return csvLine([
            key,
            ...(labelled ? [of.labels![row]!] : []),
            ...Array.from(values, (value) => value.toPrecision(9)),
          ]);
        });
        const bytes = new TextEncoder().encode(lines.join(''));
        await writeAt(file, bytes, end, path);
        end += bytes.length;
      },
      undo: () => file.truncate(end),
      close: () => closeAll([file], path),
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

function otherColumns(path: string, columns: readonly string[], got: string): RangeError {
  const texts = columns.slice(0, columns.indexOf('e0'));
  const wanted = `${texts.join(', ')} and e0 to ${columns.at(-1)}`;
  return new RangeError(
    `${path} must have the columns ${wanted} to be gone on with, got '${oneLine(got)}'; choose another path`,
  );
}
