import type { Contingency } from './contingency.ts';

let logFactorials = new Float64Array(1);

/**
 * The mean mutual information of random groups of the same sizes (the hypergeometric model): for each size a of a class
 * and b of a cluster `sum over k of k / n ln(n k / (a b)) P(k)`, P(k) being the odds that k of the cluster's items are of
 * the class. Sizes that occur often are computed once, so that thousands of small groups are quick.
 */
export function expectedMutualInformation({ classes, clusters, n }: Contingency): number {
  const f = factorialsUpTo(n);
  let sum = 0;
  for (const [a, ofA] of sizesOf(classes)) {
    for (const [b, ofB] of sizesOf(clusters)) {
      const fixed = f[a]! + f[b]! + f[n - a]! + f[n - b]! - f[n]!;
      let mean = 0;
      for (let k = Math.max(1, a + b - n); k <= Math.min(a, b); k++) {
        const odds = Math.exp(fixed - f[k]! - f[a - k]! - f[b - k]! - f[n - a - b + k]!);
        mean += (k / n) * Math.log((n * k) / (a * b)) * odds;
      }
      sum += ofA * ofB * mean;
    }
  }
  return sum;
}

/** How often each size occurs. */
function sizesOf(groups: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of groups) if (size > 0) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

/** `ln k!` for k up to n, kept for the next call; summed with the rounding error carried (Kahan). */
function factorialsUpTo(n: number): Float64Array {
  if (logFactorials.length > n) return logFactorials;
  const table = new Float64Array(n + 1);
  let carried = 0;
  for (let k = 2; k <= n; k++) {
    const term = Math.log(k) - carried;
    table[k] = table[k - 1]! + term;
    carried = table[k]! - table[k - 1]! - term;
  }
  return (logFactorials = table);
}
