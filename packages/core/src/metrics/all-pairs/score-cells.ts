import { eachRow } from './score-block.ts';
import type { PairSource } from './score-block.ts';
import { keyOfBits, signBit } from './score-key.ts';

const coarse = 0x10000;
const budget = 2 ** 20;

/**
 * Where a score is counted: its key's upper half finds the first of the cells of that range, its lower half the cell
 * (`first[key >>> 16] + ((key & 0xffff) >>> shift[key >>> 16])`). Cells rise with the score.
 */
export type ScoreCells = { readonly first: Int32Array; readonly shift: Uint8Array; readonly cells: number };

/**
 * Lays out cells for the scores of all pairs. A range that holds a share m of the same or of the different pairs gets
 * cells for m x 2^20 of them or more, so an evenly filled cell holds at most a millionth of its kind; a range of 2^16
 * cells (a share of 3 % or more) has one for every float32 and is exact.
 *
 * @throws RangeError if a score is NaN or infinite, naming its items
 */
export async function layOutCells(source: PairSource): Promise<ScoreCells> {
  // Beyond 2^32 pairs an integer could overflow.
  const Counts = source.classOf.length < 92_000 ? Uint32Array : Float64Array;
  const counts = [new Counts(coarse), new Counts(coarse)] as const;
  const { classOf } = source;
  await eachRow(source, (item, other, count, bits, at) => {
    const wrong = countRanges(
      bits.subarray(at, at + count),
      classOf.subarray(other, other + count),
      classOf[item]!,
      counts[0],
      counts[1],
    );
    if (wrong >= 0) {
      throw new RangeError(`allPairs: scores must be finite numbers, got none for items ${item} and ${other + wrong}`);
    }
  });
  const totals = counts.map((list) =>
    Math.max(
      1,
      Float64Array.from(list).reduce((a, b) => a + b, 0),
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
 * Counts a row in its ranges; the place of a score that is NaN or infinite, or -1. Apart from its caller, with all it needs
 * as arguments: the loop runs a third faster than with captured arrays.
 */
function countRanges(
  bits: Int32Array,
  classes: Int32Array,
  own: number,
  same: Uint32Array | Float64Array,
  different: Uint32Array | Float64Array,
): number {
  for (let k = 0; k < bits.length; k++) {
    let word = bits[k]!;
    if ((word & 0x7f800000) === 0x7f800000) return k;
    if (word === signBit) word = 0;
    const range = keyOfBits(word) >>> 16;
    if (classes[k] === own) same[range]!++;
    else different[range]!++;
  }
  return -1;
}
