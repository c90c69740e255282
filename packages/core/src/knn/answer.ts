/** Why nobody was named: the best score is below the threshold, or too near to the next label's. */
export type Reason = 'too far' | 'ambiguous';

/** Who a query is, or why that can't be said: a reason exactly where the label is undefined. Larger scores are more alike. */
export type Answer = {
  /** The score of the nearest label. */
  score: number;
  /** The nearest label, also where it was rejected. */
  nearest: string;
  /** The next label and its score; undefined if there is but one label. */
  runnerUp: { label: string; score: number } | undefined;
} & ({ label: string; reason?: never } | { label: undefined; reason: Reason });

/**
 * Rejects what is too far (`score < threshold`), then what is ambiguous (`score - runnerUp.score <= gap`).
 *
 * Without a threshold or a gap that test is left out.
 */
export function accept(
  nearest: string,
  score: number,
  runnerUp: { label: string; score: number } | undefined,
  { threshold, gap }: { threshold?: number | undefined; gap?: number | undefined },
): Answer {
  const found = { score, nearest, runnerUp };
  if (threshold !== undefined && score < threshold) return { label: undefined, ...found, reason: 'too far' };
  if (gap !== undefined && runnerUp !== undefined && score - runnerUp.score <= gap) {
    return { label: undefined, ...found, reason: 'ambiguous' };
  }
  return { label: nearest, ...found };
}
