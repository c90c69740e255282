import { checkPositiveInteger } from '../check.ts';
import type { Random } from '../random.ts';
import type { ClassIndex } from './class-index.ts';
import { otherClass } from './partners.ts';

/**
 * For each item the items of other classes that it is most easily taken for: those of item i are
 * `rows.subarray(i * perItem, (i + 1) * perItem)`, -1 in the places where it has fewer.
 */
export type HardNegatives = { readonly perItem: number; readonly rows: Int32Array };

/**
 * Throws unless there are negatives for just these items, each an item of another class.
 *
 * @throws RangeError naming the item
 */
export function checkHardNegatives({ perItem, rows }: HardNegatives, { classOf }: ClassIndex, where: string): void {
  checkPositiveInteger(perItem, `${where}: negatives.perItem`);
  if (rows.length !== classOf.length * perItem) {
    throw new RangeError(
      `${where}: negatives.rows must have ${perItem} places for each of ${classOf.length} items, got ${rows.length}`,
    );
  }
  rows.forEach((row, place) => {
    if (row === -1) return;
    const item = Math.floor(place / perItem);
    const wrong = !(row >= 0 && row < classOf.length)
      ? 'no item'
      : classOf[row] === classOf[item] && 'of its own class';
    if (wrong)
      throw new RangeError(`${where}: negatives of item ${item} must be of another class, got ${row}, ${wrong}`);
  });
}

/** One of an item's hard negatives, each equally likely; where it has none, any item of another class. */
export function hardOrOther(hard: HardNegatives | undefined, index: ClassIndex, item: number, random: Random): number {
  if (hard === undefined) return otherClass(index, item, random);
  const first = item * hard.perItem;
  let count = 0;
  for (let place = first; place < first + hard.perItem; place++) if (hard.rows[place]! >= 0) count++;
  if (count === 0) return otherClass(index, item, random);
  let chosen = random.int(count);
  for (let place = first; ; place++) {
    const row = hard.rows[place]!;
    if (row >= 0 && chosen-- === 0) return row;
  }
}
