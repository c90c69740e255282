import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { classDraws } from './class-draws.ts';
import type { OrderBatch } from './batches.ts';
import type { OrderBatches } from './in-order.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` rows of data that comes as pairs, no label twice in a batch: for losses that take the other rows as
 * negatives, where several rows belong together (the captions of one picture, one question asked twice).
 *
 * `labels` says of each row what it belongs to. Within an epoch every label comes up as often as any other, give or take
 * one, and so does each of its rows over the visits. With fewer labels than asked batches are smaller and `notes` say so.
 *
 * Reference: `NoDuplicatesBatchSampler` of sentence-transformers.
 *
 * @throws RangeError unless size is at least 2; `over` throws unless there is a label for each row, and two of them
 */
export function distinctRows(options: { readonly size: number; readonly labels: readonly string[] }): OrderBatches {
  const { size, labels } = options;
  checkPositiveInteger(size, 'distinctRows: size');
  if (size < 2) throw new RangeError(`distinctRows: size must be at least 2, or no row has a negative, got 1`);
  return {
    kind: 'order',
    over(count, from) {
      checkStream(from, 'distinctRows');
      const { seed, epochs } = from;
      checkSameLength(labels, { length: count }, 'distinctRows: labels and rows');
      const draws = classDraws(labels, {
        classes: size,
        perClass: 1,
        repeat: true,
        seed,
        name: 'distinctRows',
        classesName: 'rows in a batch',
      });
      return stream<OrderBatch>({
        ...draws,
        epochs,
        batch: (epoch, step) => ({ kind: 'order', rows: draws.draw(epoch, step).map(({ items }) => items[0]!) }),
      });
    },
  };
}
