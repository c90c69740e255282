/** For each output position the first input position and its weights (they sum to 1). */
export type Taps = {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `most` for each output position. */
  readonly weights: Float32Array;
  readonly most: number;
};

/** The taps of so many outputs over a stretch of `length` inputs. */
export function taps(length: number, start: number, extent: number, outputs: number): Taps {
  const step = extent / outputs;
  const reach = Math.max(1, step);
  const most = 2 * Math.ceil(reach) + 2;
  const first = new Int32Array(outputs);
  const count = new Int32Array(outputs);
  const weights = new Float32Array(outputs * most);
  for (let o = 0; o < outputs; o++) {
    const centre = start + (o + 0.5) * step;
    const from = Math.min(length - 1, Math.max(0, Math.ceil(centre - reach - 0.5)));
    const to = Math.max(from, Math.min(length - 1, Math.floor(centre + reach - 0.5)));
    let sum = 0;
    for (let i = from; i <= to; i++) {
      const weight = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / reach);
      weights[o * most + i - from] = weight;
      sum += weight;
    }
    for (let k = 0; k <= to - from; k++) weights[o * most + k]! /= sum;
    first[o] = from;
    count[o] = to - from + 1;
  }
  return { first, count, weights, most };
}
