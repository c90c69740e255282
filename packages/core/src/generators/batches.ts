/** Pairs of item indices; `same[i]` says whether `a[i]` and `b[i]` are of one class. */
export type PairBatch = {
  readonly kind: 'pairs';
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly same: readonly boolean[];
};

/** Item indices; anchor and positive are of one class, the negative of another. */
export type TripletBatch = {
  readonly kind: 'triplets';
  readonly anchor: readonly number[];
  readonly positive: readonly number[];
  readonly negative: readonly number[];
};

/** Item indices sorted by class, as many of each class. */
export type GroupBatch = {
  readonly kind: 'groups';
  readonly items: readonly number[];
  readonly labels: readonly string[];
};

/** Item indices of a few classes: the support is given with its labels, the query is to be told. Each sorted by class. */
export type EpisodeBatch = {
  readonly kind: 'episodes';
  readonly support: readonly number[];
  readonly supportLabels: readonly string[];
  readonly query: readonly number[];
  readonly queryLabels: readonly string[];
};

/**
 * Item indices of matched rows: `a[i]` and `b[i]` are of one class, `labels[i]`, and every other row of b is a negative of
 * `a[i]`.
 */
export type MatchBatch = {
  readonly kind: 'matches';
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly labels: readonly string[];
  /** Hard negatives for the whole batch, none of any class in `labels`; there only where the generator was given some. */
  readonly negatives?: readonly number[];
};

/** Row numbers of data that comes as pairs. */
export type OrderBatch = { readonly kind: 'order'; readonly rows: readonly number[] };

/** Where a stream of batches starts and when it ends. */
export type StreamOptions = {
  readonly seed: number;
  /** How many epochs iteration goes through; without it, it does not end. */
  readonly epochs?: number;
};

/** Which items make a batch, of any data: `over` its labels it becomes a stream. */
export type Batches<B extends { readonly kind: string }> = {
  readonly kind: B['kind'];
  /**
   * The batches of these labels.
   *
   * @throws RangeError if there is nothing sensible to draw, with the reason
   */
  over(labels: readonly string[], options: StreamOptions): BatchStream<B>;
};

/** Batches one after another; any of them can be asked for at once, and is always the same. */
export interface BatchStream<B> extends Iterable<B> {
  readonly stepsPerEpoch: number;
  /** What was reduced, and what to do about it, one sentence each. */
  readonly notes: readonly string[];
  /** The batch of a step, 0 or more, past any epoch; it costs no more than one batch. */
  at(step: number): B;
}
