import type { Embeddings } from '../knn/index.ts';

/** Where embeddings go as they are made, each under its key: a file that grows (`openEmbeddings` in `@siamese/core/node`), a database. */
export type EmbeddingSink = {
  /** Whether this key is there already. */
  has(key: string): boolean;
  /** Something that is there already, if anything is: it tells whether the same encoder made it. */
  readonly first?: { readonly key: string; readonly values: Float32Array } | undefined;
  /** Keeps rows, under new keys; once it returns they are as safe as the sink makes them. */
  append(embeddings: Embeddings, of: EmbeddingKeys): Promise<void>;
};

/** What embeddings belong to: row i to `keys[i]`, with a label where there are labels. */
export type EmbeddingKeys = { readonly keys: readonly string[]; readonly labels?: readonly string[] };
