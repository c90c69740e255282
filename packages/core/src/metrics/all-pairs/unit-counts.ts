import type { VerificationCurve } from '../verification-curve.ts';
import { eer } from '../equal-error.ts';
import type { CountedCurve } from './count-cells.ts';
import { eachRow } from './score-block.ts';
import type { PairSource } from './score-block.ts';
import type { ScoreCells } from './score-cells.ts';
import { keyOfBits, signBit } from './score-key.ts';

/**
 * For each unit (item or identity) how many of its pairs lie in each bin of scores; bins fall, bin b holds the scores
 * from `thresholds[b]` on and below the bin before. Row u starts at `u * bins`.
 */
export type UnitCounts = {
  readonly thresholds: Float64Array;
  readonly bins: number;
  readonly units: number;
  readonly same: Uint32Array;
  readonly different: Uint32Array;
};

/**
 * Counts the pairs of each unit in up to 250 bins, whose edges are dense where rates are small and around the equal
 * error rate, and lie at every threshold given. By item both items of a pair count it; by identity a same pair is
 * counted once, by its one identity.
 */
export async function countUnits(
  source: PairSource,
  { first, shift, cells }: ScoreCells,
  { curve, cellOf }: CountedCurve,
  by: 'item' | 'identity',
  thresholds: readonly number[],
): Promise<UnitCounts> {
  const points = edgePoints(curve, thresholds);
  const bins = points.length;
  const binOf = new Uint8Array(cells);
  let bin = bins - 1;
  for (let cell = 0; cell < cells; cell++) {
    // Bin b reaches down to the cell of its point; the last one takes whatever is lower.
    while (bin > 0 && cell >= cellOf[points[bin - 1]! - 1]!) bin--;
    binOf[cell] = bin;
  }
  const { classOf, identities } = source;
  const units = by === 'item' ? classOf.length : identities;
  const unitOf = by === 'item' ? Int32Array.from(classOf, (_, item) => item) : classOf;
  const same = new Uint32Array(units * bins);
  const different = new Uint32Array(units * bins);
  await eachRow(source, (item, other, count, bits, at) => {
    const own = classOf[item]!;
    const row = unitOf[item]! * bins;
    for (let k = 0; k < count; k++) {
      let word = bits[at + k]!;
      if (word === signBit) word = 0;
      const key = keyOfBits(word);
      const range = key >>> 16;
      const bin = binOf[first[range]! + ((key & 0xffff) >>> shift[range]!)]!;
      if (classOf[other + k] !== own) {
        different[row + bin]!++;
        different[unitOf[other + k]! * bins + bin]!++;
      } else {
        same[row + bin]!++;
        if (by === 'item') same[unitOf[other + k]! * bins + bin]!++;
      }
    }
  });
  return { thresholds: Float64Array.from(points, (point) => curve.thresholds[point]!), bins, units, same, different };
}

/** The points of the curve that become edges of bins, in its order; the last is its last. */
export function edgePoints(curve: VerificationCurve, thresholds: readonly number[]): number[] {
  const { falseMatchRate, falseNonMatchRate, thresholds: scores } = curve;
  const last = scores.length - 1;
  const rate = eer(curve);
  const targets = [
    ...Array.from({ length: 28 }, (_, i) => 10 ** (-6 * (1 - i / 28)) / 2),
    ...Array.from({ length: 16 }, (_, i) => (i + 0.5) / 16),
    ...Array.from({ length: 21 }, (_, i) => rate * 2 ** ((i - 10) / 6)),
  ];
  const found = new Set<number>([last]);
  const firstWhere = (holds: (point: number) => boolean): void => {
    let low = 1;
    let high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    found.add(low);
  };
  for (const target of targets) {
    firstWhere((point) => falseMatchRate[point]! >= target);
    firstWhere((point) => falseNonMatchRate[point]! <= target);
  }
  // The points on both sides of the equal error rate, and the last at or above each threshold.
  firstWhere((point) => falseMatchRate[point]! >= falseNonMatchRate[point]!);
  firstWhere((point) => point === last || falseMatchRate[point + 1]! >= falseNonMatchRate[point + 1]!);
  for (const threshold of thresholds) firstWhere((point) => point === last || scores[point + 1]! < threshold);
  return [...found].sort((a, b) => a - b);
}
