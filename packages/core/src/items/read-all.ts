import { inParallel } from './in-parallel.ts';

/** What was read, in the order of the items, and what was not. */
export type ReadAll<Value> = {
  readonly kept: readonly { readonly value: Value; readonly index: number }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/** How items are read, and what happens to those that can't be. */
export type ReadAllOptions<Item, Value> = {
  /** What messages call them: `picture`, `pictures`. */
  readonly one: string;
  readonly many: string;
  read(item: Item): Promise<Value>;
  nameOf(item: Item): string;
  /** Whether unreadable items are left out and listed; else they are an error. */
  readonly skipBad: boolean;
  /** Told after each item how many of all are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

const readers = 4;
const named = 3;

/**
 * Reads all items, a few at a time, and says at once which of them cannot be read.
 *
 * @throws SyntaxError naming the first unreadable items and their number, unless `skipBad`
 * @throws RangeError if no item is left
 */
export async function readAll<Item, Value>(
  where: string,
  items: readonly Item[],
  o: ReadAllOptions<Item, Value>,
): Promise<ReadAll<Value>> {
  const skipped: { index: number; path: string; reason: string }[] = [];
  let done = 0;
  const values = await inParallel(items, readers, async (item, index) => {
    try {
      return { value: await o.read(item), index };
    } catch (error) {
      skipped.push({ index, path: o.nameOf(item), reason: (error as Error).message });
      return undefined;
    } finally {
      o.onProgress?.(++done, items.length);
    }
  });
  skipped.sort((a, b) => a.index - b.index);
  if (skipped.length > 0 && !o.skipBad) throw new SyntaxError(complaint(o.many, skipped));
  const kept = values.filter((value) => value !== undefined);
  if (kept.length === 0) {
    const none = skipped.length > 0 ? `: ${skipped[0]!.reason}` : ', there is none';
    throw new RangeError(`${where}: no ${o.one} could be read${none}`);
  }
  return { kept, skipped: skipped.map(({ path, reason }) => ({ path, reason })) };
}

function complaint(many: string, bad: readonly { reason: string }[]): string {
  const [first] = bad;
  if (bad.length === 1) return first!.reason;
  const shown = bad.slice(0, named).map(({ reason }) => reason);
  const rest = bad.length > named ? `; and ${bad.length - named} more` : '';
  return `${bad.length} ${many} cannot be read: ${shown.join('; ')}${rest}`;
}
