import type { Figure } from '@siamese/core';

/** A figure of a run with its interval, the same of a baseline, and what it means in plain words. */
export type Measured = {
  /** As in `result.json`. */
  readonly key: string;
  /** As a person reads it. */
  readonly name: string;
  readonly value: number;
  /** Ends of the 95 % interval. */
  readonly low?: number;
  readonly high?: number;
  /** Over how many pairs, queries or trials. */
  readonly n: number;
  readonly baseline?: number;
  readonly better: 'smaller' | 'larger';
  /** A rate (unless given), or a number as it is. */
  readonly unit?: 'rate' | 'number';
  readonly protocol: string;
  readonly sentence: string;
};

/** What a model's folder keeps of a figure. */
export function figureOf({ value, low, high, n }: Measured): Figure {
  return { value, n, ...(low === undefined || high === undefined ? {} : { low, high }) };
}
