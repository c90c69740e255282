import type { Clusters } from './clusters.ts';

/** Clusters numbered in the order in which the rows mention them; negative names stay -1. */
export function inOrderOfAppearance(names: ArrayLike<number>): Clusters {
  const numbers = new Map<number, number>();
  const of = Int32Array.from(names, (name) => {
    if (name < 0) return -1;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { of, count: numbers.size };
}
