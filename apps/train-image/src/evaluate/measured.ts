/** A figure of a run: a rate with its interval, the same of raw pixels, and what it means in plain words. */
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
  readonly protocol: string;
  readonly sentence: string;
};

/** A figure before it is set beside another's: what one model measured. */
export type Rate = { readonly value: number; readonly low?: number; readonly high?: number; readonly n: number };
