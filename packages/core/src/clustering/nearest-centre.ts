import type { Embeddings } from '../knn/index.ts';
import type { BlockedRows } from './blocked-rows.ts';
import { type Assigned, type CentreSearch, centreSearch } from './centre-search.ts';

/** Each row's nearest centre, the first among equals. */
export async function nearestCentre(rows: BlockedRows, centres: Embeddings): Promise<Assigned> {
  const n = rows.rows;
  const assigned = {
    of: new Int32Array(n),
    distances: new Float32Array(n),
    own: new Float64Array(n),
    other: new Float64Array(n),
  };
  const search = centreSearch(centres);
  try {
    await lookAtAll(rows, search, assigned);
  } finally {
    search.dispose();
  }
  return assigned;
}

/** Looks for every row. */
export async function lookAtAll(rows: BlockedRows, search: CentreSearch, assigned: Assigned): Promise<void> {
  for (const [i, block] of rows.blocks.entries()) {
    const from = i * rows.height;
    await search.put(block, block.shape[0], (row) => from + row, rows, assigned);
  }
}
