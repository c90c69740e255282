import { checkPositiveInteger } from '../check.ts';
import type { Batches, MatchBatch } from './batches.ts';
import { classDraws } from './class-draws.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` matched rows for losses that take every other row as a negative: two different items of one class in a
 * row, no class in two rows, so that no row is a negative that is none.
 *
 * Within an epoch every class of two items or more comes up as often as any other, give or take one, and so does each item
 * of a class over its visits. With fewer classes than asked batches are smaller and `notes` say so.
 *
 * Reference: Henderson et al. 2017, "Efficient Natural Language Response Suggestion for Smart Reply" (the other rows as
 * negatives).
 *
 * @throws RangeError unless size is at least 2; `over` throws unless two classes have two items each
 */
export function matches(options: { readonly size: number }): Batches<MatchBatch> {
  const { size } = options;
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
      return stream<MatchBatch>({
        ...draws,
        epochs,
        batch(epoch, step) {
          const drawn = draws.draw(epoch, step);
          return {
            kind: 'matches',
            a: drawn.map(({ items }) => items[0]!),
            b: drawn.map(({ items }) => items[1]!),
            labels: drawn.map(({ label }) => label),
          };
        },
      });
    },
  };
}
