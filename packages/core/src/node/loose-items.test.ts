import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEnding, itemsFromFolder } from './index.ts';

const words = { one: 'note', many: 'notes', class: 'class', file: '<note>.txt', isItem: hasEnding('txt') };
let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-loose-'));
  for (const folder of ['ada', 'empty']) mkdirSync(join(place, folder));
  for (const file of ['ada/1.txt', 'b.txt', 'c.md']) writeFileSync(join(place, file), 'x');
});
afterAll(() => rmSync(place, { recursive: true }));

it('items that lie in no class folder are taken where they are wanted', async () => {
  expect(await itemsFromFolder(place, words, { loose: true })).toEqual({
    items: [join(place, 'ada', '1.txt'), join(place, 'b.txt')],
    labels: ['ada', ''],
    skipped: [{ path: join(place, 'c.md'), reason: 'is no note by its name' }],
  });
  await expect(itemsFromFolder(place, words)).rejects.toThrow(/empty has no notes/);
  await expect(itemsFromFolder(join(place, 'empty'), words, { loose: true })).rejects.toThrow(/empty has no notes/);
});
