type EmbeddingsLike = { values: Float32Array; rows: number; dimensions: number };

/** Core's `Index`, restated. */
export type IndexLike = {
  readonly size: number;
  add(embeddings: EmbeddingsLike, keys: readonly number[]): void | Promise<void>;
  remove(keys: readonly number[]): number | Promise<number>;
  search(
    queries: EmbeddingsLike,
    o: { k: number; filter?: (key: number) => boolean },
  ): Promise<readonly (readonly { key: number; score: number }[])[]>;
};

const dimensions = 4;
/** Rows far from each other, so that an approximate index finds them too. */
const rows = (...which: readonly number[]): EmbeddingsLike => ({
  values: Float32Array.from(which.flatMap((row) => [Math.cos(row), Math.sin(row), row % 2, row / 10])),
  rows: which.length,
  dimensions,
});
const keysOf = (found: readonly (readonly { key: number }[])[]) => found.map((list) => list.map(({ key }) => key));

/**
 * What every index keeps: what was added is found under its key, best first, until it is removed; what does not fit is refused
 * and changes nothing.
 *
 * @param make an empty index on a distance under which a row is nearest to itself
 */
export function testIndex(name: string, make: () => IndexLike | Promise<IndexLike>): void {
  describe(`the index ${name}`, () => {
    const filled = async (): Promise<IndexLike> => {
      const index = await make();
      await index.add(rows(0, 1, 2), [100, 7, 2 ** 40]);
      await index.add(rows(3, 4), [0, 5]);
      return index;
    };

    test('finds each row under its key, best first, and no more than there are', async () => {
      const index = await filled();
      expect(index.size).toBe(5);
      const found = await index.search(rows(4, 0, 2), { k: 9 });
      expect(found.map((list) => list[0]!.key)).toEqual([5, 100, 2 ** 40]);
      for (const list of found) {
        expect(list.map(({ key }) => key).sort((a, b) => a - b)).toEqual([0, 5, 7, 100, 2 ** 40]);
        const scores = list.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }
      expect((await index.search(rows(4), { k: 2 }))[0]).toEqual(found[0]!.slice(0, 2));
      expect(await index.search(rows(), { k: 2 })).toEqual([]);
    });

    test('keeps rows as they were when they were added', async () => {
      const index = await make();
      const added = rows(1, 2);
      await index.add(added, [1, 2]);
      added.values.fill(0);
      expect(keysOf(await index.search(rows(2, 1), { k: 1 }))).toEqual([[2], [1]]);
    });

    test('looks only where the filter lets it', async () => {
      const index = await filled();
      const found = await index.search(rows(3), { k: 9, filter: (key) => key > 5 });
      expect(keysOf(found)[0]!.toSorted((a, b) => a - b)).toEqual([7, 100, 2 ** 40]);
      expect(await index.search(rows(3, 4), { k: 1, filter: () => false })).toEqual([[], []]);
    });

    test('removes what is asked for and nothing else, and takes its key again', async () => {
      const index = await filled();
      expect(await index.remove([7, 12345, 7, 0])).toBe(2);
      expect(index.size).toBe(3);
      expect(
        keysOf(await index.search(rows(1), { k: 9 }))
          .flat()
          .sort((a, b) => a - b),
      ).toEqual([5, 100, 2 ** 40]);
      await index.add(rows(1), [7]);
      expect(keysOf(await index.search(rows(1), { k: 1 }))).toEqual([[7]]);
      expect(await index.remove([7, 5, 100, 2 ** 40])).toBe(4);
      expect(index.size).toBe(0);
    });

    test('answers nothing while it is empty, and can be filled after', async () => {
      const index = await make();
      expect(index.size).toBe(0);
      expect(await index.remove([1])).toBe(0);
      expect(await index.search(rows(0, 1), { k: 3 })).toEqual([[], []]);
      await index.add(rows(), []);
      await index.add(rows(0), [3]);
      expect(keysOf(await index.search(rows(0), { k: 3 }))).toEqual([[3]]);
    });

    test('refuses what does not fit, and stays as it was', async () => {
      const index = await filled();
      const adding = async (embeddings: EmbeddingsLike, keys: readonly number[]) => index.add(embeddings, keys);
      const bad = (value: number) => ({ ...rows(8), values: Float32Array.of(1, value, 0, 0) });
      const wide = { values: new Float32Array(3), rows: 1, dimensions: 3 };
      await expect(adding(rows(8), [7])).rejects.toThrow(RangeError);
      await expect(adding(rows(8, 9), [1, 1])).rejects.toThrow(RangeError);
      await expect(adding(rows(8, 9), [1])).rejects.toThrow(RangeError);
      for (const key of [-1, 1.5, NaN, 2 ** 60]) await expect(adding(rows(8), [key])).rejects.toThrow(RangeError);
      await expect(adding(bad(NaN), [1])).rejects.toThrow(RangeError);
      await expect(adding(bad(Infinity), [1])).rejects.toThrow(RangeError);
      await expect(adding(wide, [1])).rejects.toThrow(RangeError);
      await expect(adding([[1, 2, 3, 4]] as never, [1])).rejects.toThrow(TypeError);
      await expect(index.search(wide, { k: 1 })).rejects.toThrow(RangeError);
      await expect(index.search(bad(NaN), { k: 1 })).rejects.toThrow(RangeError);
      for (const k of [0, -1, 1.5]) await expect(index.search(rows(1), { k })).rejects.toThrow(RangeError);
      expect(index.size).toBe(5);
      expect(keysOf(await index.search(rows(1), { k: 1 }))).toEqual([[7]]);
    });
  });
}
