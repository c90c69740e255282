/** A length, or the name of an axis that may have any length. */
export type AxisLength = number | string;

/** Lengths to try a function with: two axes have no length in common, and none that a model is likely to have elsewhere. */
export type Attempt = (symbol: string, sample: number) => number;

const batches = [
  [23, 29, 31],
  [22, 26, 34],
] as const;
/** Far apart, so that what strides leave of them varies too. Some models need so many steps or pixels, or a multiple of 32. */
const others = [
  [61, 97, 212],
  [131, 277, 530],
  [521, 797, 1250],
  [96, 160, 352],
  [480, 736, 1504],
] as const;

/** Ways to choose lengths for the axes of these names, of which the first is `batch`; the likeliest first. */
export function attempts(symbols: readonly string[]): Attempt[] {
  const rows = symbols.every((symbol) => symbol === 'batch') ? others.slice(0, 1) : others;
  return batches.flatMap((batch) =>
    rows.map(
      (row): Attempt =>
        (symbol, sample) =>
          symbol === 'batch' ? batch[sample]! : row[sample]! + 48 * otherIndex(symbols, symbol),
    ),
  );
}

function otherIndex(symbols: readonly string[], symbol: string): number {
  return symbols.filter((name) => name !== 'batch').indexOf(symbol);
}

/** Which sample (0, 1, 2) of its lengths each axis has: every one varies alone, then all vary together. */
export function combinations(symbols: readonly string[]): { readonly [symbol: string]: number }[] {
  const all = (sample: (symbol: string) => number) =>
    Object.fromEntries(symbols.map((symbol) => [symbol, sample(symbol)]));
  if (symbols.length === 0) return [{}];
  return [
    all(() => 0),
    ...symbols.flatMap((one) => [1, 2].map((sample) => all((symbol) => (symbol === one ? sample : 0)))),
    ...(symbols.length > 1 ? [all(() => 2), all((symbol) => (symbol === symbols[0] ? 2 : 1))] : []),
  ];
}
