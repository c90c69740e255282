import { checkPositiveInteger } from '../check.ts';
import { createRandom, type Random } from '../random.ts';
import type { Batches, MatchBatch } from './batches.ts';
import { classDraws } from './class-draws.ts';
import { type ClassIndex, classIndex, sizeOf } from './class-index.ts';
import { checkHardNegatives, hardOrOther, type HardNegatives } from './hard-negatives.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` matched rows for losses that take every other row as a negative: two different items of one class in a
 * row, no class in two rows, so that no row is a negative that is none.
 *
 * Within an epoch every class of two items or more comes up as often as any other, give or take one, and so does each item
 * of a class over its visits. With fewer classes than asked batches are smaller and `notes` say so.
 *
 * With `negatives` (of `mineHardNegatives`) a batch has as many further items as rows: for each row a hard negative of
 * `a[i]`, or some other item, always of a class that is not in the batch; none where the batch holds every class.
 *
 * Reference: Henderson et al. 2017, "Efficient Natural Language Response Suggestion for Smart Reply" (the other rows as
 * negatives).
 *
 * @throws RangeError unless size is at least 2; `over` throws unless two classes have two items each, or if negatives are
 *   not of these items
 */
export function matches(options: { readonly size: number; readonly negatives?: HardNegatives }): Batches<MatchBatch> {
  const { size, negatives } = options;
  checkPositiveInteger(size, 'matches: size');
  if (size < 2) throw new RangeError(`matches: size must be at least 2, or no row has a negative, got 1`);
  return {
    kind: 'matches',
    over(labels, from) {
      checkStream(from, 'matches');
      const { seed, epochs } = from;
      const draws = classDraws(labels, {
        classes: size,
        perClass: 2,
        repeat: false,
        seed,
        name: 'matches',
        classesName: 'rows in a batch',
      });
      const index = classIndex(labels);
      if (negatives !== undefined) checkHardNegatives(negatives, index, 'matches');
      return stream<MatchBatch>({
        ...draws,
        epochs,
        batch(epoch, step) {
          const drawn = draws.draw(epoch, step);
          const a = drawn.map(({ items }) => items[0]!);
          const rows = { a, b: drawn.map(({ items }) => items[1]!), labels: drawn.map(({ label }) => label) };
          if (negatives === undefined || a.length === index.names.length) return { kind: 'matches', ...rows };
          const random = createRandom(seed, 'matches', epoch, step);
          return { kind: 'matches', ...rows, negatives: outside(a, negatives, index, random) };
        },
      });
    },
  };
}

/** For each item a hard negative whose class none of the items has, else any item of such a class. */
function outside(a: readonly number[], hard: HardNegatives, index: ClassIndex, random: Random): number[] {
  const inside = new Set(a.map((item) => index.classOf[item]!));
  const isOutside = (item: number) => !inside.has(index.classOf[item]!);
  return a.map((item) => {
    // The hard ones are few, and most are outside: some tries find one, or there is none.
    for (let tries = 0; tries < 2 * hard.perItem; tries++) {
      const found = hardOrOther(hard, index, item, random);
      if (isOutside(found)) return found;
    }
    let place = random.int([...inside].reduce((rest, c) => rest - sizeOf(index, c), index.members.length));
    for (let c = 0; ; c++) {
      if (inside.has(c)) continue;
      if (place < sizeOf(index, c)) return index.members[index.starts[c]! + place]!;
      place -= sizeOf(index, c);
    }
  });
}
