/** The items of each class, built once: `members` holds all items sorted by class, class c from `starts[c]` on. */
export type ClassIndex = {
  readonly names: readonly string[];
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** The class of each item. */
  readonly classOf: Int32Array;
};

/** Sorts the items by class (counting sort); classes are in the order of their first item. */
export function classIndex(labels: readonly string[]): ClassIndex {
  const numbers = new Map<string, number>();
  const classOf = new Int32Array(labels.length);
  labels.forEach((label, item) => {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, (number = numbers.size));
    classOf[item] = number;
  });
  const starts = new Int32Array(numbers.size + 1);
  for (const number of classOf) starts[number + 1]!++;
  for (let c = 0; c < numbers.size; c++) starts[c + 1]! += starts[c]!;
  const members = new Int32Array(labels.length);
  const next = starts.slice();
  for (let item = 0; item < labels.length; item++) members[next[classOf[item]!]!++] = item;
  return { names: [...numbers.keys()], starts, members, classOf };
}

/** How many items class c has. */
export function sizeOf(index: ClassIndex, c: number): number {
  return index.starts[c + 1]! - index.starts[c]!;
}
