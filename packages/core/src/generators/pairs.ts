import { checkPositiveInteger } from '../check.ts';
import { drawOutside, holedRanges, type HoledRanges, permutationRun } from '../random.ts';
import type { Batches, PairBatch } from './batches.ts';
import { type ClassIndex, classIndex, sizeOf } from './class-index.ts';
import { latest } from './latest.ts';
import { anchors } from './partners.ts';
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
      const table = anchorTable(index, first.length);
      const half = Math.min(size / 2, first.length);
      // Working memory of one batch, used again by the next.
      const anchorsOf = new Int32Array(2 * half);
      const ranges = holedRanges(2 * half);
      const ordersOf = latest((epoch) => [
        permutationRun(first.length, seed, 'same', epoch),
        permutationRun(first.length, seed, 'other', epoch),
      ]);
      const sames = latest((count) => Array.from({ length: 2 * count }, (_, row) => row < count));
      return stream<PairBatch>({
        stepsPerEpoch: Math.ceil(first.length / half),
        epochs,
        notes: notesOf(size, first.length, labels.length),
        batch(epoch, step) {
          const from = step * half;
          const count = Math.min(half, first.length - from);
          ordersOf(epoch).forEach((order, side) => order(from, anchorsOf.subarray(side * count, (side + 1) * count)));
          const a = arrayOf(2 * count);
          const b = arrayOf(2 * count);
          lookUp(table, anchorsOf, index.members.length, a, ranges);
          drawOutside(ranges, index.members, b, seed, 'pairs', epoch, step);
          return { kind: 'pairs', a, b, same: sames(count).slice() };
        },
      });
    },
  };
}

/** An array to be filled; with `Array.from` a batch would take five times as long. */
function arrayOf(length: number): number[] {
  // oxlint-disable-next-line unicorn/no-new-array -- a length it is
  return new Array<number>(length);
}

/** Numbers of an anchor in its table: the item, its place among the members, where its class starts there, its class's size. */
const width = 4;

/** What is asked of each anchor, side by side: anchors come in random order, and each then costs one load from memory. */
function anchorTable(index: ClassIndex, anchors: number): Int32Array {
  const table = new Int32Array(width * anchors);
  for (let place = 0, at = 0; place < index.members.length; place++) {
    const item = index.members[place]!;
    const c = index.classOf[item]!;
    if (sizeOf(index, c) < 2) continue;
    table[at++] = item;
    table[at++] = place;
    table[at++] = index.starts[c]!;
    table[at++] = sizeOf(index, c);
  }
  return table;
}

/** The items of the anchors, and where their partners are: the first half's in the class but for the item, the others' outside it. */
function lookUp(table: Int32Array, anchors: Int32Array, all: number, items: number[], ranges: HoledRanges): void {
  const { begin, choices, hole, length } = ranges;
  const half = items.length >> 1;
  for (let row = 0; row < half; row++) {
    const at = width * anchors[row]!;
    items[row] = table[at]!;
    begin[row] = table[at + 2]!;
    choices[row] = table[at + 3]! - 1;
    hole[row] = table[at + 1]!;
    length[row] = 1;
  }
  for (let row = half; row < items.length; row++) {
    const at = width * anchors[row]!;
    items[row] = table[at]!;
    begin[row] = 0;
    choices[row] = all - table[at + 3]!;
    hole[row] = table[at + 2]!;
    length[row] = table[at + 3]!;
  }
}

function notesOf(size: number, usable: number, all: number): string[] {
  const notes: string[] = [];
  if (usable < size / 2) notes.push(`pairs: ${2 * usable} pairs in a batch, not ${size}: there are ${usable} items`);
  if (usable < all) {
    notes.push(`pairs: ${all - usable} of ${all} items are alone in their class and only serve as the different one`);
  }
  return notes;
}
