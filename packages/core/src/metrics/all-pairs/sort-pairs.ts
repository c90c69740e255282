import { curveOfScores } from '../verification-curve.ts';
import type { CountedCurve } from './count-cells.ts';
import { eachRow } from './score-block.ts';
import type { PairSource } from './score-block.ts';
import type { ScoreCells } from './score-cells.ts';
import { keyOfBits, scoreOfKey, signBit } from './score-key.ts';

const value = new Float32Array(1);
const word = new Int32Array(value.buffer);

/** How many pairs are sorted; more are counted in cells. */
export const fewPairs = 2 ** 20;

/**
 * The curve of so few pairs that their scores are kept: exact, and sooner done than filling a million cells.
 *
 * @throws RangeError if all pairs are same or all different
 */
export async function sortPairs(source: PairSource, { first, shift }: ScoreCells): Promise<CountedCurve> {
  const { classOf } = source;
  const n = classOf.length;
  const scores = [new Float64Array((n * (n - 1)) / 2), new Float64Array((n * (n - 1)) / 2)] as const;
  const held = [0, 0];
  await eachRow(source, (item, other, count, bits, at) => {
    for (let k = 0; k < count; k++) {
      const kind = classOf[other + k] === classOf[item] ? 0 : 1;
      scores[kind][held[kind]!++] = scoreOfKey(keyOf(bits[at + k]!) >>> 0);
    }
  });
  const curve = curveOfScores(scores[0].subarray(0, held[0]), scores[1].subarray(0, held[1]), 'allPairs');
  const cellOf = Int32Array.from({ length: curve.thresholds.length - 1 }, (_, point) => {
    value[0] = curve.thresholds[point + 1]!;
    const key = keyOf(word[0]!);
    return first[key >>> 16]! + ((key & 0xffff) >>> shift[key >>> 16]!);
  });
  return { curve, cellOf };
}

function keyOf(bits: number): number {
  return keyOfBits(bits === signBit ? 0 : bits);
}
