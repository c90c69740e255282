import { curveOfCounts } from '../verification-curve.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { eachRow } from './score-block.ts';
import type { PairSource } from './score-block.ts';
import { keyOfBits, scoreOfKey, signBit } from './score-key.ts';

const coarse = 0x10000;
const budget = 2 ** 20;

/**
 * Where a score is counted: its key's upper half finds the first of the cells of that range, its lower half the cell
 * (`first[key >>> 16] + ((key & 0xffff) >>> shift[key >>> 16])`). Cells rise with the score.
 */
export type ScoreCells = { readonly first: Int32Array; readonly shift: Uint8Array; readonly cells: number };

/** The curve, and the cell of each of its points but the first. */
export type CountedCurve = { readonly curve: VerificationCurve; readonly cellOf: Int32Array };

/**
 * Lays out cells for the scores of all pairs. A range that holds a share m of the same or of the different pairs gets
 * cells for m x 2^20 of them or more, so an evenly filled cell holds at most a millionth of its kind; a range of 2^16
 * cells (a share of 3 % or more) has one for every float32 and is exact.
 *
 * @throws RangeError if a score is NaN or infinite, naming its items
 */
export async function layOutCells(source: PairSource): Promise<ScoreCells> {
  const counts = [new Float64Array(coarse), new Float64Array(coarse)] as const;
  const { classOf } = source;
  await eachRow(source, (item, other, count, bits, at) => {
    const own = classOf[item]!;
    for (let k = 0; k < count; k++) {
      let word = bits[at + k]!;
      if ((word & 0x7f800000) === 0x7f800000) {
        throw new RangeError(`allPairs: scores must be finite numbers, got none for items ${item} and ${other + k}`);
      }
      if (word === signBit) word = 0;
      counts[classOf[other + k] === own ? 0 : 1][keyOfBits(word) >>> 16]!++;
    }
  });
  const totals = counts.map((list) =>
    Math.max(
      1,
      list.reduce((a, b) => a + b, 0),
    ),
  );
  const first = new Int32Array(coarse);
  const shift = new Uint8Array(coarse);
  let cells = 0;
  for (let range = 0; range < coarse; range++) {
    const share = Math.max(counts[0][range]! / totals[0]!, counts[1][range]! / totals[1]!);
    const bitsWanted = Math.min(16, Math.max(0, Math.ceil(Math.log2(Math.max(1, share * budget)))));
    first[range] = cells;
    shift[range] = 16 - bitsWanted;
    cells += 2 ** bitsWanted;
  }
  return { first, shift, cells };
}

/**
 * Counts all pairs into the cells.
 *
 * @throws RangeError if all pairs are same or all different
 */
export async function countCells(source: PairSource, { first, shift, cells }: ScoreCells): Promise<CountedCurve> {
  const { classOf } = source;
  // Beyond 2^32 pairs a cell where all scores crowd could overflow.
  const Counts = classOf.length < 92_000 ? Uint32Array : Float64Array;
  const same = new Counts(cells);
  // Of each cell how many different pairs it holds and, beside it in the same cache line, the lower half of the lowest
  // key: the threshold that takes the cell in. A large share of the scores may be exactly that one.
  const different = new Counts(2 * cells);
  for (let cell = 0; cell < cells; cell++) different[2 * cell + 1] = 0xffff;
  await eachRow(source, (item, other, count, bits, at) =>
    countRow(
      bits.subarray(at, at + count),
      classOf.subarray(other, other + count),
      classOf[item]!,
      first,
      shift,
      same,
      different,
    ),
  );
  return curveOfCells(same, different, first);
}

/** Apart from its caller, with all it needs as arguments: the loop runs a third faster than with captured arrays. */
function countRow(
  bits: Int32Array,
  classes: Int32Array,
  own: number,
  first: Int32Array,
  shift: Uint8Array,
  same: Uint32Array | Float64Array,
  different: Uint32Array | Float64Array,
): void {
  for (let k = 0; k < bits.length; k++) {
    let word = bits[k]!;
    if (word === signBit) word = 0;
    const key = keyOfBits(word);
    const range = key >>> 16;
    const low = key & 0xffff;
    const cell = first[range]! + (low >>> shift[range]!);
    if (low < different[2 * cell + 1]!) different[2 * cell + 1] = low;
    if (classes[k] === own) same[cell]!++;
    else different[2 * cell]!++;
  }
}

function curveOfCells(
  same: Uint32Array | Float64Array,
  different: Uint32Array | Float64Array,
  first: Int32Array,
): CountedCurve {
  let filled = 0;
  for (let cell = 0; cell < same.length; cell++) if (same[cell]! + different[2 * cell]! > 0) filled++;
  const cellOf = new Int32Array(filled);
  const thresholds = new Float64Array(filled);
  const counts = [new Float64Array(filled), new Float64Array(filled)] as const;
  let range = coarse - 1;
  for (let cell = same.length - 1, point = 0; cell >= 0; cell--) {
    if (!(same[cell]! + different[2 * cell]! > 0)) continue;
    while (first[range]! > cell) range--;
    cellOf[point] = cell;
    counts[0][point] = same[cell]!;
    counts[1][point] = different[2 * cell]!;
    thresholds[point++] = scoreOfKey(((range << 16) | different[2 * cell + 1]!) >>> 0);
  }
  return { curve: curveOfCounts(thresholds, ...counts, 'allPairs'), cellOf };
}
