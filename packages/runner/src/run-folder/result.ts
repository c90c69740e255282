/** One measured rate: its mean over the seeds, the interval of its first seed's bootstrap or of all, and its protocol. */
export type ResultFigure = {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly n: number;
  readonly perSeed: readonly number[];
  /** The same figure for the raw input. */
  readonly baseline?: number;
  readonly protocol: string;
  /** What to type for this one, where a result has figures of several runs. */
  readonly command?: string;
};

/** `result.json`: the same shape in every run folder and in every committed result. */
export type Result = {
  readonly schema: 1;
  readonly name: string;
  readonly command: string;
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly figures: Readonly<Record<string, ResultFigure>>;
};

/** What one seed measured. */
export type SeedFigure = {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly n: number;
  readonly baseline?: number;
  readonly protocol: string;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Joins the figures of several seeds: values, interval bounds and baselines are means over the seeds. A figure that a
 * seed lacks is left out.
 */
export function joinSeeds(seeds: readonly Readonly<Record<string, SeedFigure>>[]): Record<string, ResultFigure> {
  const joined: Record<string, ResultFigure> = {};
  for (const [key, first] of Object.entries(seeds[0] ?? {})) {
    const all = seeds.map((figures) => figures[key]);
    if (!all.every((figure) => figure !== undefined)) continue;
    const over = (pick: (figure: SeedFigure) => number | undefined): number | undefined => {
      const values = all.map(pick);
      return values.every((value) => value !== undefined) ? mean(values) : undefined;
    };
    const low = over((figure) => figure.low);
    const high = over((figure) => figure.high);
    const baseline = over((figure) => figure.baseline);
    joined[key] = {
      value: mean(all.map((figure) => figure.value)),
      ...(low === undefined || high === undefined ? {} : { low, high }),
      n: first.n,
      perSeed: all.map((figure) => figure.value),
      ...(baseline === undefined ? {} : { baseline }),
      protocol: first.protocol,
    };
  }
  return joined;
}
