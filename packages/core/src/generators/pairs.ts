import { checkPositiveInteger } from '../check.ts';
import { createRandom, permutation } from '../random.ts';
import type { Batches, PairBatch } from './batches.ts';
import { classIndex } from './class-index.ts';
import { anchors, otherClasses, sameClasses } from './partners.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `size` pairs, half of them same, the same ones first.
 *
 * In an epoch every item whose class has two or more is the first of one same pair and of one different pair, in new
 * orders and with new partners each epoch; the last batch of an epoch has what is left. Partners are drawn uniformly
 * from the other items of the class, and from all items of all other classes; an item is never paired with itself.
 *
 * @throws RangeError unless size is positive and even; `over` throws if there is one class only, or no class of two items
 */
export function pairs(options: { readonly size: number }): Batches<PairBatch> {
  const { size } = options;
  checkPositiveInteger(size, 'pairs: size');
  if (size % 2 !== 0) throw new RangeError(`pairs: size must be even, as half of the pairs are same, got ${size}`);
  return {
    kind: 'pairs',
    over(labels, from) {
      checkStream(from, 'pairs');
      const { seed, epochs } = from;
      const index = classIndex(labels);
      const first = anchors(index, 'pairs');
      const half = Math.min(size / 2, first.length);
      return stream<PairBatch>({
        stepsPerEpoch: Math.ceil(first.length / half),
        epochs,
        notes: notesOf(size, first.length, labels.length),
        batch(epoch, step) {
          const random = createRandom(seed, 'pairs', epoch, step);
          const [from, to] = [step * half, Math.min((step + 1) * half, first.length)];
          const a: number[] = [];
          const b: number[] = [];
          const same: boolean[] = [];
          for (const side of ['same', 'other'] as const) {
            const items = anchorsOf(first, permutation(first.length, seed, side, epoch), from, to);
            const partners = (side === 'same' ? sameClasses : otherClasses)(index, items, random);
            for (let at = 0; at < items.length; at++) {
              a.push(items[at]!);
              b.push(partners[at]!);
              same.push(side === 'same');
            }
          }
          return { kind: 'pairs', a, b, same };
        },
      });
    },
  };
}

/** The anchors at the places from `from` to `to` of an order, one step at a time: many loads from memory at once are quick. */
function anchorsOf(first: Int32Array, order: (at: number) => number, from: number, to: number): Int32Array {
  const items = new Int32Array(to - from);
  for (let at = from; at < to; at++) items[at - from] = order(at);
  for (let at = 0; at < items.length; at++) items[at] = first[items[at]!]!;
  return items;
}

function notesOf(size: number, usable: number, all: number): string[] {
  const notes: string[] = [];
  if (usable < size / 2) notes.push(`pairs: ${2 * usable} pairs in a batch, not ${size}: there are ${usable} items`);
  if (usable < all) {
    notes.push(`pairs: ${all - usable} of ${all} items are alone in their class and only serve as the different one`);
  }
  return notes;
}
