import type { Spread } from './spread.ts';

/** One measured comparison, printed as one line by `--json`. `ratio` = ours / peer, of the medians of interleaved runs. */
export type Result = {
  readonly bench: string;
  readonly work: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string;
  readonly ratio: number | null;
  readonly unit: string;
  /** How many timed runs each median is of. */
  readonly runs: number;
  /** The medians of single processes, where there are several. */
  readonly spread?: { readonly ours: Spread; readonly peer: Spread | null };
};
