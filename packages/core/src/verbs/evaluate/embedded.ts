import type { Embeddings } from '../../knn/index.ts';

/** Embeddings and the label of each. */
export type Embedded = { readonly embeddings: Embeddings; readonly labels: readonly string[] };
