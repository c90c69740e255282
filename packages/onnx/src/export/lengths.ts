/** Something whose length along an axis is known while the model runs. */
export type Source = { readonly name: string; readonly axis: number };

/** A length computed from others: `floor(multiply * product / divide) + add`. */
export type Formula = {
  readonly sources: readonly Source[];
  readonly multiply: number;
  readonly divide: number;
  readonly add: number;
};

type Known = { readonly values: readonly number[]; readonly sources: readonly Source[] };

/** The lengths that vary between samples, so far, and what others can be computed from. */
export class Lengths {
  readonly #singles: Known[] = [];
  readonly #seen = new Set<string>();

  /** Adds a length (a value for each sample), unless it is the same everywhere or an equal one is there. */
  add(values: readonly number[], source: Source): void {
    const key = values.join();
    if (this.#seen.has(key) || values.every((value) => value === values[0])) return;
    this.#seen.add(key);
    this.#singles.push({ values, sources: [source] });
  }

  /** How `values` come from what is known; undefined if they don't, or not as far as a product of three lengths goes. */
  find(values: readonly number[]): Formula | undefined {
    let best: Formula | undefined;
    for (const factors of [1, 2, 3]) {
      for (const known of this.#products(factors)) {
        const formula = fit(values, known);
        if (formula && (!best || cost(formula) < cost(best))) best = formula;
      }
      if (best) return best;
    }
    return undefined;
  }

  *#products(factors: number, from = 0): Generator<Known> {
    for (let i = from; i < this.#singles.length; i++) {
      const single = this.#singles[i]!;
      if (factors === 1) yield single;
      else {
        for (const rest of this.#products(factors - 1, i)) {
          const values = rest.values.map((value, s) => value * single.values[s]!);
          yield { values, sources: [...single.sources, ...rest.sources] };
        }
      }
    }
  }
}

const cost = ({ multiply, divide, add }: Formula): number =>
  (multiply === 1 ? 0 : 1) + (divide === 1 ? 0 : 2) + (add === 0 ? 0 : 1);

/** `values` as a multiple of what is known plus a number, if that holds for every sample. */
function fit(values: readonly number[], { values: known, sources }: Known): Formula | undefined {
  const other = known.findIndex((value) => value !== known[0]);
  const rise = values[other]! - values[0]!;
  const run = known[other]! - known[0]!;
  const common = gcd(Math.abs(rise), Math.abs(run)) * Math.sign(run);
  const [multiply, divide] = [rise / common, run / common];
  const rest = values[0]! * divide - known[0]! * multiply;
  if (rest % divide !== 0) return undefined;
  const add = rest / divide;
  if (!values.every((value, s) => (value - add) * divide === known[s]! * multiply)) return undefined;
  return { sources, multiply, divide, add };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
