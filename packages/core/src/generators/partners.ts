import type { Random } from '../random.ts';
import { sizeOf } from './class-index.ts';
import type { ClassIndex } from './class-index.ts';

/** Items that can be the anchor of a same pair: those whose class has two items or more. */
export function anchors(index: ClassIndex, where: string): Int32Array {
  if (index.classOf.length === 0) throw new RangeError(`${where}: labels must not be empty`);
  if (index.names.length < 2) {
    throw new RangeError(`${where}: labels must be of at least two classes to find different items, got one only`);
  }
  const found = Int32Array.from(index.members).filter((item) => sizeOf(index, index.classOf[item]!) >= 2);
  if (found.length === 0) {
    throw new RangeError(`${where}: labels must have a class with at least two items, got one item in every class`);
  }
  return found;
}

/** One of the other items of an item's class, each equally likely. */
export function sameClass(index: ClassIndex, item: number, random: Random): number {
  const c = index.classOf[item]!;
  const start = index.starts[c]!;
  const drawn = index.members[start + random.int(sizeOf(index, c) - 1)]!;
  // The last place stands in for the item itself, which is thereby never drawn.
  return drawn === item ? index.members[index.starts[c + 1]! - 1]! : drawn;
}

/** One of all items of all other classes, each equally likely. */
export function otherClass(index: ClassIndex, item: number, random: Random): number {
  const c = index.classOf[item]!;
  const start = index.starts[c]!;
  const place = random.int(index.members.length - sizeOf(index, c));
  return index.members[place < start ? place : place + sizeOf(index, c)]!;
}
