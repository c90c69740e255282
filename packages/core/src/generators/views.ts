import { checkPositiveInteger } from '../check.ts';
import { permutation } from '../random.ts';
import type { Batches, MatchBatch } from './batches.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` matched rows without labels: every item with itself, for an encoder whose `prepare` crops or augments
 * at random, so that the two sides are two views of it (SimCLR, VICReg, Barlow Twins, SimSiam).
 *
 * Every item comes up once an epoch, in a new order; an epoch ends with its last whole batch, and what is left of its order
 * is left out, another remainder each epoch. The labels that `over` is given only say how many items there are; in the
 * batch each item is a class of its own.
 *
 * Reference: Chen et al. 2020, "A Simple Framework for Contrastive Learning of Visual Representations".
 *
 * @throws RangeError unless size is at least 2; `over` throws unless there are two items
 */
export function views(options: { readonly size: number }): Batches<MatchBatch> {
  const { size } = options;
  checkPositiveInteger(size, 'views: size');
  if (size < 2) throw new RangeError(`views: size must be at least 2, or no row has another to differ from, got 1`);
  return {
    kind: 'matches',
    over({ length }, from) {
      checkStream(from, 'views');
      const { seed, epochs } = from;
      if (length < 2) throw new RangeError(`views: labels must be of at least two items, got ${length}`);
      const rows = Math.min(size, length);
      return stream<MatchBatch>({
        stepsPerEpoch: Math.floor(length / rows),
        epochs,
        notes: rows < size ? [`views: ${rows} rows in a batch, not ${size}: there are no more items`] : [],
        batch(epoch, step) {
          const order = permutation(length, seed, 'views', epoch);
          const items = Array.from({ length: rows }, (_, at) => order(step * rows + at));
          return { kind: 'matches', a: items, b: items, labels: items.map(String) };
        },
      });
    },
  };
}
