/** The classes of the labels, numbered in the order of their first item. */
export function classNumbers(labels: readonly string[]): { classOf: Int32Array; identities: number } {
  const numbers = new Map<string, number>();
  const classOf = Int32Array.from(labels, (label) => {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, (number = numbers.size));
    return number;
  });
  return { classOf, identities: numbers.size };
}
