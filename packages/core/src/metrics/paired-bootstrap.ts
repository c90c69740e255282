import { bootstrapSamples } from './bootstrap.ts';
import type { BootstrapOptions, Statistic, Units } from './bootstrap.ts';
import { differenceOf } from './difference.ts';
import type { Difference } from './difference.ts';

/**
 * Compares two models by a statistic of the same n values (queries, triplets, pairs), drawn again together: what is hard
 * for both does not blur the difference. `p` is two-sided: twice the share of samples on the other side of 0.
 *
 * Reference: Efron and Tibshirani, An introduction to the bootstrap, 1993; Berg-Kirkpatrick et al., An empirical
 * investigation of statistical significance in NLP, 2012.
 *
 * @throws RangeError if n is not a positive integer, units have another length, or an option is out of range
 */
export function pairedBootstrap(
  n: number,
  first: Statistic,
  second: Statistic,
  options: BootstrapOptions & Units,
): Difference {
  const of: Statistic = (times) => first(times) - second(times);
  const once = new Uint16Array(n).fill(1);
  return differenceOf(of(once), bootstrapSamples(n, of, options), options.confidence ?? 0.95, n);
}
