/** Values by key, of which the least recently used are forgotten. */
export type RecentlyUsed<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
};

/**
 * A cache that holds at most `limit` bytes; a limit of 0 holds none.
 *
 * @param bytesOf how many bytes a value takes
 */
export function recentlyUsed<Value>(limit: number, bytesOf: (value: Value) => number): RecentlyUsed<Value> {
  const values = new Map<string, Value>();
  let bytes = 0;
  const forget = (key: string, value: Value) => {
    values.delete(key);
    bytes -= bytesOf(value);
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      // A map iterates in the order of insertion: the first is the one that was not asked for the longest.
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      const old = values.get(key);
      if (old !== undefined) forget(key, old);
      values.set(key, value);
      bytes += bytesOf(value);
      for (const [oldest, kept] of values) {
        if (bytes <= limit) break;
        forget(oldest, kept);
      }
    },
  };
}
