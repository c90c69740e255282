/** One random batch as `losses.py` draws it: rows of a and b, and what a loss may be told of them. */
export type OracleCase = {
  readonly n: number;
  readonly d: number;
  /** `[n, d]` each, row by row; r and q are the vectors that gradients are projected on. */
  readonly rows: Readonly<Record<'a' | 'b' | 'negatives' | 'r' | 'q', number[]>>;
  readonly labels: readonly string[];
  /** Two items of each label or more. */
  readonly balanced: readonly string[];
  readonly same: readonly boolean[];
  readonly scores: readonly number[];
};

/** A linear congruential generator; its upper 24 bits as a number in [0, 1). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** The batch of a number, 0 to 49. */
export function oracleCase(number: number): OracleCase {
  const [n, d] = [12, 6];
  const next = stream(number + 1);
  const matrix = () => Array.from({ length: n * d }, () => 2 * next() - 1);
  const below = (limit: number) => Array.from({ length: n }, () => Math.floor(next() * limit));
  const rows = { a: matrix(), b: matrix(), negatives: matrix(), r: matrix(), q: matrix() };
  return {
    n,
    d,
    rows,
    labels: below(2 + (number % 4)).map(String),
    balanced: Array.from({ length: n }, (_, i) => String(i % (2 + (number % 3)))),
    same: below(2).map(Boolean),
    scores: below(9).map((score) => score / 8),
  };
}
