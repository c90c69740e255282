/** What a threshold is chosen for. */
export type Target =
  /** As many different pairs let in as same pairs turned away, in shares. */
  | 'eer'
  /** The fewest errors where same and different pairs are equally frequent: `(far + frr) / 2`. */
  | 'accuracy'
  /** The most same pairs let in while at most this share of different pairs is. */
  | { readonly far: number };

/** A threshold and its two error rates on the scores it was chosen on. */
export type Threshold = { threshold: number; far: number; frr: number };

/**
 * The threshold for a target: scores from it on are called same. It lies midway between two scores, so that rounding does
 * not decide.
 *
 * @param same the scores of same pairs, at least one
 * @param different the scores of different pairs, at least one
 */
export function chooseThreshold(same: Float64Array, different: Float64Array, target: Target): Threshold {
  const alike = same.toSorted();
  const unlike = different.toSorted();
  let [i, j] = [0, 0];
  let best: Threshold | undefined;
  let cost: readonly number[] = [Infinity];
  for (let below = -Infinity; i < alike.length || j < unlike.length;) {
    const score = Math.min(alike[i] ?? Infinity, unlike[j] ?? Infinity);
    // Everything from this score on is let in; i same pairs and j different ones lie below.
    const far = (unlike.length - j) / unlike.length;
    const frr = i / alike.length;
    const costs = costOf(far, frr, target);
    if (less(costs, cost)) {
      cost = costs;
      best = { threshold: midway(below, score), far, frr };
    }
    while (i < alike.length && alike[i] === score) i++;
    while (j < unlike.length && unlike[j] === score) j++;
    below = score;
  }
  const top = Math.max(alike.at(-1)!, unlike.at(-1)!);
  // Above every score nothing is let in.
  if (best === undefined || less(costOf(0, 1, target), cost)) return { threshold: above(top), far: 0, frr: 1 };
  return best;
}

/**
 * The lowest threshold that lets in at most this share of scores, with the share it does let in. Midway between two
 * scores, or just above the highest.
 *
 * @param scores at least one
 */
export function thresholdAtFar(scores: Float64Array, far: number): { threshold: number; far: number } {
  const sorted = scores.toSorted().reverse();
  // A hair more, so that 0.29 of 100 is 29 although 0.29 * 100 is 28.999999999999996.
  let allowed = Math.min(sorted.length, Math.floor(far * sorted.length + 1e-9));
  while (allowed > 0 && allowed < sorted.length && sorted[allowed - 1] === sorted[allowed]) allowed--;
  const share = allowed / sorted.length;
  if (allowed === sorted.length) return { threshold: sorted.at(-1)!, far: share };
  const refused = sorted[allowed]!;
  return { threshold: allowed === 0 ? above(refused) : midway(refused, sorted[allowed - 1]!), far: share };
}

/** The smallest double above a number. */
export function above(value: number): number {
  const step = Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
  return value + step / 2 > value ? value + step / 2 : value + step;
}

function costOf(far: number, frr: number, target: Target): readonly number[] {
  if (target === 'eer') return [Math.abs(far - frr), far + frr];
  if (target === 'accuracy') return [far + frr, Math.abs(far - frr)];
  return far <= target.far ? [frr, far] : [Infinity];
}

function less(a: readonly number[], b: readonly number[]): boolean {
  const differing = a.findIndex((value, place) => value !== (b[place] ?? Infinity));
  return differing >= 0 && a[differing]! < (b[differing] ?? Infinity);
}

function midway(below: number, score: number): number {
  if (below === -Infinity) return score;
  const middle = below + (score - below) / 2;
  return middle > below ? middle : score;
}
