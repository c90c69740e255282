/**
 * What stands for a value while a graph is built. `name` may be a getter that emits its nodes at the first use, so never copy a
 * symbol by spread: it would fire the getter.
 */
export type GraphSymbol = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Where this value is only `small` repeated along axes of length 1: a reader that broadcasts by itself takes `small`. */
  readonly small?: GraphSymbol;
};
