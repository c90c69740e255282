import { median } from './median.ts';

/** The medians of several processes: the fastest, the middle and the slowest. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/** The spread of the medians of processes, given each one's timed runs. */
export function spreadOf(processes: readonly (readonly number[])[]): Spread {
  const medians = processes.map(median);
  return { min: Math.min(...medians), median: median(medians), max: Math.max(...medians) };
}
