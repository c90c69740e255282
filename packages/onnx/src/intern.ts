const numbers = new Map<string, number>();

/** The number of a string: equal strings have equal numbers. */
export function intern(text: string): number {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size));
  return number;
}
