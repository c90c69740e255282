/** A measured value with its 95 % interval, and how many pairs, queries or episodes it was measured on. */
export type Figure = {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly n: number;
};
