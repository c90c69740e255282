/** Labels as numbers in the order of first appearance, which is what decides ties. */
export type LabelNumbers = { names: string[]; of: Int32Array };

/** Numbers the labels: the first that appears is 0. */
export function labelNumbers(labels: readonly string[]): LabelNumbers {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(labels, (label) => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
  return { names: [...numbers.keys()], of };
}
