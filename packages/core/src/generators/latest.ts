/** Keeps the last result: neighbouring slots ask for the same order. */
export function latest<T>(make: (key: number) => T): (key: number) => T {
  let key = -1;
  let kept: T;
  return (wanted) => {
    if (wanted !== key) {
      kept = make(wanted);
      key = wanted;
    }
    return kept;
  };
}
