import { inParallel } from './in-parallel.ts';
import { pictureCache } from './picture-cache.ts';

const picture = (bytes: number) => ({ width: bytes, height: 1, channels: 1, data: new Uint8Array(bytes) }) as const;

describe('pictureCache', () => {
  it('forgets the least recently used beyond its bytes', () => {
    const cache = pictureCache(10);
    cache.set('a', picture(4));
    cache.set('b', picture(4));
    expect(cache.get('a')).toBeDefined();
    cache.set('c', picture(4));
    expect([cache.get('a'), cache.get('b'), cache.get('c')].map((found) => found?.width)).toEqual([4, undefined, 4]);
  });
  it('counts a path once, and never holds more than the limit', () => {
    const cache = pictureCache(10);
    for (let i = 0; i < 5; i++) cache.set('a', picture(6));
    cache.set('b', picture(4));
    expect(cache.get('a')).toBeDefined();
    cache.set('large', picture(11));
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
