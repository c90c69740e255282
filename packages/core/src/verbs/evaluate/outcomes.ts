/** A value for each query or trial (1 right, 0 wrong, or a share), and the identity it belongs to. */
export type Outcomes = { values: readonly number[]; clusters: readonly number[] };
