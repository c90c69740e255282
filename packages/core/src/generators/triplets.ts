import { checkPositiveInteger } from '../check.ts';
import { createRandom, permutation } from '../random.ts';
import type { Batches, TripletBatch } from './batches.ts';
import { classIndex } from './class-index.ts';
import { checkHardNegatives, hardOrOther, type HardNegatives } from './hard-negatives.ts';
import { anchors, sameClass } from './partners.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` triplets: anchor, another item of its class, an item of another class.
 *
 * In an epoch every item whose class has two or more is the anchor once, in a new order and with new partners each
 * epoch; the last batch of an epoch has what is left. Partners are uniform, negatives over all items of all other
 * classes; with `negatives` (of `mineHardNegatives`) over those of the anchor, wherever it has some.
 *
 * @throws RangeError unless size is positive; `over` throws if there is one class only, or no class of two items, or if
 *   negatives are not of these items
 */
export function triplets(options: {
  readonly size: number;
  readonly negatives?: HardNegatives;
}): Batches<TripletBatch> {
  const { size, negatives } = options;
  checkPositiveInteger(size, 'triplets: size');
  return {
    kind: 'triplets',
    over(labels, from) {
      checkStream(from, 'triplets');
      const { seed, epochs } = from;
      const index = classIndex(labels);
      const first = anchors(index, 'triplets');
      if (negatives !== undefined) checkHardNegatives(negatives, index, 'triplets');
      const taken = Math.min(size, first.length);
      return stream<TripletBatch>({
        stepsPerEpoch: Math.ceil(first.length / taken),
        epochs,
        notes: notesOf(size, first.length, labels.length),
        batch(epoch, step) {
          const random = createRandom(seed, 'triplets', epoch, step);
          const order = permutation(first.length, seed, 'triplets', epoch);
          const anchor: number[] = [];
          const positive: number[] = [];
          const negative: number[] = [];
          for (let at = step * taken; at < Math.min((step + 1) * taken, first.length); at++) {
            const item = first[order(at)]!;
            anchor.push(item);
            positive.push(sameClass(index, item, random));
            negative.push(hardOrOther(negatives, index, item, random));
          }
          return { kind: 'triplets', anchor, positive, negative };
        },
      });
    },
  };
}

function notesOf(size: number, usable: number, all: number): string[] {
  const notes: string[] = [];
  if (usable < size) notes.push(`triplets: ${usable} in a batch, not ${size}: there are ${usable} items to start from`);
  if (usable < all) {
    notes.push(`triplets: ${all - usable} of ${all} items are alone in their class and only serve as the negative`);
  }
  return notes;
}
