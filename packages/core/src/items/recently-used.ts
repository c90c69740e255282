/** Values by key, of which the least recently used are forgotten. */
export type RecentlyUsed<Value, Key = string> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
};

/**
 * A cache that holds at most `limit` bytes; a limit of 0 holds none.
 *
 * @param bytesOf how many bytes a value takes
 */
export function recentlyUsed<Value, Key = string>(
  limit: number,
  bytesOf: (value: Value) => number,
): RecentlyUsed<Value, Key> {
  const values = new Map<Key, Value>();
  let bytes = 0;
  const forget = (key: Key, value: Value) => {
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
