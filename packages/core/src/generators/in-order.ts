import { checkPositiveInteger } from '../check.ts';
import { permutation } from '../random.ts';
import type { BatchStream, OrderBatch, StreamOptions } from './batches.ts';
import { checkStream, stream } from './stream.ts';

/** Batches of rows of data that comes as pairs, `over` their number. */
export type OrderBatches = {
  readonly kind: 'order';
  over(count: number, options: StreamOptions): BatchStream<OrderBatch>;
};

/**
 * Batches of `size` rows, in the order of the data or, with `shuffle`, in a new random order each epoch. Every row comes
 * up once in an epoch; the last batch has what is left.
 *
 * @throws RangeError unless size is positive; `over` throws unless there is a row
 */
export function inOrder(options: { readonly size: number; readonly shuffle?: boolean }): OrderBatches {
  const { size, shuffle = false } = options;
  checkPositiveInteger(size, 'inOrder: size');
  return {
    kind: 'order',
    over(count, from) {
      checkStream(from, 'inOrder');
      const { seed, epochs } = from;
      checkPositiveInteger(count, 'inOrder: the number of rows');
      return stream<OrderBatch>({
        stepsPerEpoch: Math.ceil(count / size),
        epochs,
        notes: count < size ? [`inOrder: ${count} rows in a batch, not ${size}: there are no more`] : [],
        batch(epoch, step) {
          const order = shuffle ? permutation(count, seed, 'inOrder', epoch) : (row: number) => row;
          const length = Math.min(size, count - step * size);
          return { kind: 'order', rows: Array.from({ length }, (_, at) => order(step * size + at)) };
        },
      });
    },
  };
}
