/** The k best of what is offered; among equal scores the one offered first. */
export type TopK = {
  /** Keys, best first; -1 where fewer than k were offered. */
  readonly keys: Int32Array;
  /** Their scores, best first; -Infinity where fewer than k were offered. */
  readonly scores: Float64Array;
  offer(key: number, score: number): void;
};

/** An empty list of the k best, kept sorted by insertion: right for small k. */
export function topK(k: number): TopK {
  const keys = new Int32Array(k).fill(-1);
  const scores = new Float64Array(k).fill(-Infinity);
  return {
    keys,
    scores,
    offer(key, score) {
      if (!(score > scores[k - 1]!)) return;
      let at = k - 1;
      for (; at > 0 && score > scores[at - 1]!; at--) {
        keys[at] = keys[at - 1]!;
        scores[at] = scores[at - 1]!;
      }
      keys[at] = key;
      scores[at] = score;
    },
  };
}
