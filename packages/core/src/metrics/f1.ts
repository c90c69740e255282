import type { Decisions } from './decisions.ts';

/**
 * `matched / (matched + mistaken)`: the share of the pairs called same that are. 0 where none is called same.
 *
 * It depends on how frequent same pairs are; so do `f1Of` and `mccOf`.
 */
export function precisionOf({ matched, mistaken }: Decisions): number {
  return matched > 0 ? matched / (matched + mistaken) : 0;
}

/** `matched / (matched + missed)`: the share of the same pairs that are called same (the true positive rate). */
export function sensitivityOf({ matched, missed }: Decisions): number {
  return matched > 0 ? matched / (matched + missed) : 0;
}

/** `2 matched / (2 matched + missed + mistaken)`: the harmonic mean of precision and sensitivity. */
export function f1Of({ matched, missed, mistaken }: Decisions): number {
  return matched > 0 ? (2 * matched) / (2 * matched + missed + mistaken) : 0;
}
