import { inParallel } from './in-parallel.ts';
import { recentlyUsed } from './recently-used.ts';

const cacheOf = (limit: number) => recentlyUsed<number>(limit, (bytes) => bytes);

describe('recentlyUsed', () => {
  it('forgets the least recently used beyond its bytes', () => {
    const cache = cacheOf(10);
    cache.set('a', 4);
    cache.set('b', 4);
    expect(cache.get('a')).toBeDefined();
    cache.set('c', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([4, undefined, 4]);
  });
  it('counts a key once, and never holds more than the limit', () => {
    const cache = cacheOf(10);
    for (let i = 0; i < 5; i++) cache.set('a', 6);
    cache.set('b', 4);
    expect(cache.get('a')).toBeDefined();
    cache.set('large', 11);
    expect([cache.get('a'), cache.get('b'), cache.get('large')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('inParallel', () => {
  const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  it('keeps the order and the width', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 0], 2, async (ms, index) => {
      most = Math.max(most, ++running);
      await later(ms);
      running--;
      return index * 10;
    });
    expect(results).toEqual([0, 10, 20, 30]);
    expect(most).toBe(2);
  });
  it('throws the first failure by position and begins nothing more', async () => {
    const begun: number[] = [];
    const failing = inParallel([5, 0, 0, 0], 2, async (ms, index) => {
      begun.push(index);
      await later(ms);
      throw new Error(`item ${index}`);
    });
    await expect(failing).rejects.toThrow('item 0');
    expect(begun).toEqual([0, 1]);
  });
});
