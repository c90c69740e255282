import { join } from 'node:path';
import { decodeAll } from './decode-all.ts';
import { drawnFile, put, temporaryFolder } from './files.testing.ts';
import { fromArrays } from './from-arrays.ts';
import type { ImageItem } from './picture.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let colour: string;
let grey: string;
let bad: string[];
beforeAll(async () => {
  folder = await temporaryFolder();
  colour = await put(join(folder.path, 'colour.jpg'), await drawnFile({ seed: 1 }, 'jpeg'));
  grey = await put(join(folder.path, 'grey.png'), await drawnFile({ seed: 1, grey: true }));
  bad = await Promise.all(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((name) => put(join(folder.path, name), 'text')));
});
afterAll(() => folder.remove());

const labelled = (items: readonly ImageItem[]) => ({
  items,
  labels: items.map((_, i) => `l${i}`),
  groups: items.map((_, i) => `g${i}`),
});

describe('decodeAll', () => {
  it('gives pictures of one size, in order, and tells how far it is', async () => {
    const told: number[][] = [];
    const onProgress = (...args: number[]) => told.push(args);
    const data = await decodeAll(labelled([colour, grey]), { size: { width: 12, height: 10 }, onProgress });
    expect(data).toMatchObject({ labels: ['l0', 'l1'], groups: ['g0', 'g1'], channels: 3, skipped: [] });
    expect(data.items.map(({ width, height, channels, name }) => ({ width, height, channels, name }))).toEqual(
      [colour, grey].map((name) => ({ width: 12, height: 10, channels: 3, name })),
    );
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('is grey if no picture has colour, or if asked', async () => {
    expect(await decodeAll(labelled([grey]))).toMatchObject({ channels: 1, items: [{ channels: 1 }] });
    expect(await decodeAll(labelled([colour]), { channels: 1 })).toMatchObject({
      channels: 1,
      items: [{ channels: 1 }],
    });
    const same = await decodeAll(labelled([grey]), { channels: 1 });
    expect((await decodeAll(labelled([grey]))).items[0]!.data).toEqual(same.items[0]!.data);
  });

  it('names the bad ones and their number', async () => {
    await expect(decodeAll(labelled([colour, bad[0]!]))).rejects.toThrow(/^\S+a\.jpg is not a picture/);
    const error = await decodeAll(labelled([...bad, colour])).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(SyntaxError);
    expect((error as Error).message).toMatch(
      /^4 pictures cannot be read: \S+a\.jpg .*; \S+b\.jpg .*; \S+c\.jpg .*; and 1 more$/,
    );
  });

  it('leaves them out if asked, with labels and groups, and lists them', async () => {
    const data = await decodeAll(labelled([bad[1]!, colour, bad[0]!, grey]), { skipBad: true });
    expect(data).toMatchObject({ labels: ['l1', 'l3'], groups: ['g1', 'g3'] });
    expect(data.skipped.map(({ path }) => path)).toEqual([bad[1], bad[0]]);
    expect(data.skipped[0]!.reason).toMatch(/is not a picture/);
  });

  it('refuses when nothing is left', async () => {
    await expect(decodeAll(labelled(bad), { skipBad: true })).rejects.toThrow(
      /no picture could be read: \S+a\.jpg is not/,
    );
    await expect(decodeAll(labelled([]))).rejects.toThrow(RangeError);
  });
});

describe('fromArrays', () => {
  it('views one array', () => {
    const values = Uint8Array.from([1, 2, 3, 4]);
    const { items, labels } = fromArrays(values, ['a', 'b'], { width: 2, height: 1 });
    expect(labels).toEqual(['a', 'b']);
    expect(items.map(({ data }) => [...data])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(items[0]!.data.buffer).toBe(values.buffer);
    expect(fromArrays(values, ['a'], { width: 4, height: 1, groups: ['g'] }).groups).toEqual(['g']);
  });
  it('refuses lengths that do not fit', () => {
    expect(() => fromArrays(new Uint8Array(5), ['a'], { width: 2, height: 2 })).toThrow(/= 4 bytes, got 5/);
    expect(() => fromArrays(new Uint8Array(4), ['a'], { width: 2, height: 2, groups: [] })).toThrow(TypeError);
    expect(() => fromArrays(new Uint8Array(4), ['a'], { width: 0, height: 2 })).toThrow(RangeError);
    expect(() => fromArrays(new Uint8Array(4), ['a'], { width: 1, height: 2, channels: 2 as 1 })).toThrow(/1, 3 or 4/);
  });
});
