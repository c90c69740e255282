import { checkSameLength } from '../../check.ts';
import { checkEmbeddings, type Embeddings } from '../../knn/index.ts';
import type { EmbeddingKeys, EmbeddingSink } from '../../verbs/index.ts';

/** A file, or a folder of parts, that embeddings are appended to; it is closed in the end, whatever happened. */
export type EmbeddingFile = EmbeddingSink & {
  /** Rows that are there. */
  readonly rows: number;
  /** Brings everything to the disk. */
  close(): Promise<void>;
};

/** What a file must hold to be gone on with. */
export type EmbeddingShape = {
  readonly dimensions: number;
  /** Whether each row has a label. */
  readonly labelled: boolean;
};

/** What a format does: the rest is the same for all. */
type Format = EmbeddingShape & {
  /** The keys that are there. */
  readonly keys: readonly string[];
  readonly first: { readonly key: string; readonly values: Float32Array } | undefined;
  write(embeddings: Embeddings, of: EmbeddingKeys): Promise<void>;
  /** Takes back what a write that failed has left of its rows; the rows before stay. */
  undo?(): Promise<void>;
  close(): Promise<void>;
};

/** An embedding file of a format: what is appended is checked, keys are remembered. */
export function embeddingFile(path: string, format: Format): EmbeddingFile {
  const keys = new Set(format.keys);
  let { first } = format;
  return {
    get rows() {
      return keys.size;
    },
    get first() {
      return first;
    },
    has: (key) => keys.has(key),
    async append(embeddings, of) {
      const where = `${path}: append`;
      checkEmbeddings(embeddings, `${where}: embeddings`);
      if (embeddings.dimensions !== format.dimensions) {
        throw new RangeError(
          `${where}: embeddings must have ${format.dimensions} dimensions, got ${embeddings.dimensions}`,
        );
      }
      checkSameLength(of.keys, { length: embeddings.rows }, `${where}: keys and rows`);
      if ((of.labels !== undefined) !== format.labelled && embeddings.rows > 0) {
        throw new RangeError(
          `${where}: labels must be ${format.labelled ? 'given' : 'left out'}, as in the rows before`,
        );
      }
      if (of.labels !== undefined) checkSameLength(of.labels, of.keys, `${where}: labels and keys`);
      const added = new Set<string>();
      const twice = of.keys.find((key) => keys.has(key) || added.size === added.add(key).size);
      if (twice !== undefined) {
        throw new RangeError(`${where}: keys must be new, got ${JSON.stringify(twice)} which is there already`);
      }
      if (embeddings.rows === 0) return;
      try {
        await format.write(embeddings, of);
      } catch (error) {
        // Should that fail too, the next who opens the file cuts it back.
        await format.undo?.().catch(() => {});
        throw error;
      }
      for (const key of added) keys.add(key);
      first ??= { key: of.keys[0]!, values: embeddings.values.slice(0, format.dimensions) };
    },
    close: format.close,
  };
}
