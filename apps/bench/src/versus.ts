import { median } from './median.ts';
import type { Result } from './result.ts';

/** Our median, the peer's, and how they compare; no peer where none ran. */
export function versus(
  ours: readonly number[],
  theirs: readonly number[],
): Pick<Result, 'ours' | 'peer' | 'ratio' | 'runs'> {
  const own = median(ours);
  const peer = theirs.length > 0 ? median(theirs) : null;
  return { ours: own, peer, ratio: peer === null ? null : own / peer, runs: ours.length };
}
