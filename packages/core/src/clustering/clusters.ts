/** What a clustering found: the cluster of each row, counted from 0; -1 where a row belongs to none. */
export type Clusters = { readonly of: Int32Array; readonly count: number };
