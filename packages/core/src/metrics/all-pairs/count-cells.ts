import { curveOfCounts } from '../verification-curve.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { eachRow } from './score-block.ts';
import type { PairSource } from './score-block.ts';
import type { ScoreCells } from './score-cells.ts';
import { keyOfBits, scoreOfKey, signBit } from './score-key.ts';

/** The curve, and the cell of each of its points but the first; sorted scores may share one. */
export type CountedCurve = { readonly curve: VerificationCurve; readonly cellOf: Int32Array };

/** Counts of cells; beyond 2^32 pairs a cell where all scores crowd could overflow an integer. */
type Counts = Uint32Array | Float64Array;

/** How many pairs of each kind a cell holds, and the lower half of its lowest key: the threshold that takes the cell in. */
type Tally = { readonly same: Counts; readonly different: Counts; readonly lowest: Uint16Array };

/** Keys that wait until many of neighbouring cells are counted at once: one by one each would miss the cache. */
type Waiting = { readonly keys: Int32Array; readonly held: Int32Array; readonly shift: number };

const buckets = 256;
const capacity = 8192;

/**
 * The curve of all pairs, counted into the cells.
 *
 * @throws RangeError if all pairs are same or all different
 */
export async function countCells(source: PairSource, layout: ScoreCells): Promise<CountedCurve> {
  const { classOf } = source;
  const Counts = classOf.length < 92_000 ? Uint32Array : Float64Array;
  const { cells } = layout;
  const tally = {
    same: new Counts(cells),
    different: new Counts(cells),
    lowest: new Uint16Array(cells).fill(0xffff),
  };
  const waiting = {
    keys: new Int32Array(buckets * capacity),
    held: new Int32Array(buckets),
    shift: Math.max(0, Math.ceil(Math.log2(cells / buckets))),
  };
  await eachRow(source, (item, other, count, bits, at) =>
    countRow(
      bits.subarray(at, at + count),
      classOf.subarray(other, other + count),
      classOf[item]!,
      layout,
      tally,
      waiting,
    ),
  );
  for (let bucket = 0; bucket < buckets; bucket++) countBucket(bucket, layout, tally, waiting);
  return curveOfCells(tally, layout.first);
}

/** Counts the same pairs of a row and lets the different ones wait. */
function countRow(
  bits: Int32Array,
  classes: Int32Array,
  own: number,
  layout: ScoreCells,
  tally: Tally,
  waiting: Waiting,
): void {
  const { first, shift } = layout;
  const { same, lowest } = tally;
  const { keys, held, shift: ofBucket } = waiting;
  for (let k = 0; k < bits.length; k++) {
    let word = bits[k]!;
    if (word === signBit) word = 0;
    const key = keyOfBits(word);
    const range = key >>> 16;
    const low = key & 0xffff;
    const cell = first[range]! + (low >>> shift[range]!);
    if (classes[k] === own) {
      same[cell]!++;
      if (low < lowest[cell]!) lowest[cell] = low;
      continue;
    }
    const bucket = cell >>> ofBucket;
    const place = held[bucket]!;
    keys[bucket * capacity + place] = key;
    held[bucket] = place + 1;
    if (place + 1 === capacity) countBucket(bucket, layout, tally, waiting);
  }
}

function countBucket(
  bucket: number,
  { first, shift }: ScoreCells,
  { different, lowest }: Tally,
  { keys, held }: Waiting,
): void {
  const start = bucket * capacity;
  const end = start + held[bucket]!;
  for (let at = start; at < end; at++) {
    const key = keys[at]!;
    const range = key >>> 16;
    const low = key & 0xffff;
    const cell = first[range]! + (low >>> shift[range]!);
    different[cell]!++;
    if (low < lowest[cell]!) lowest[cell] = low;
  }
  held[bucket] = 0;
}

function curveOfCells({ same, different, lowest }: Tally, first: Int32Array): CountedCurve {
  let filled = 0;
  for (let cell = 0; cell < same.length; cell++) if (same[cell]! + different[cell]! > 0) filled++;
  const cellOf = new Int32Array(filled);
  const thresholds = new Float64Array(filled);
  const counts = [new Float64Array(filled), new Float64Array(filled)] as const;
  let range = first.length - 1;
  for (let cell = same.length - 1, point = 0; cell >= 0; cell--) {
    if (!(same[cell]! + different[cell]! > 0)) continue;
    while (first[range]! > cell) range--;
    cellOf[point] = cell;
    counts[0][point] = same[cell]!;
    counts[1][point] = different[cell]!;
    thresholds[point++] = scoreOfKey(((range << 16) | lowest[cell]!) >>> 0);
  }
  return { curve: curveOfCounts(thresholds, ...counts, 'allPairs'), cellOf };
}
