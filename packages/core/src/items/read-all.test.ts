import { readAll } from './read-all.ts';

const read = async (item: number) => {
  if (item < 0) throw new SyntaxError(`item ${item} is damaged`);
  return 2 * item;
};
const o = { one: 'number', many: 'numbers', read, nameOf: String, skipBad: false };

describe('readAll', () => {
  it('gives what was read and where it was', async () => {
    const told: string[] = [];
    const onProgress = (done: number, total: number) => void told.push(`${done}/${total}`);
    const { kept, skipped } = await readAll('readNumbers', [1, -2, 3], { ...o, skipBad: true, onProgress });
    expect(kept).toEqual([
      { value: 2, index: 0 },
      { value: 6, index: 2 },
    ]);
    expect(skipped).toEqual([{ path: '-2', reason: 'item -2 is damaged' }]);
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });

  it('names the first of what cannot be read', async () => {
    await expect(readAll('readNumbers', [1, -2], o)).rejects.toThrow(new SyntaxError('item -2 is damaged'));
    await expect(readAll('readNumbers', [-1, -2], { ...o, skipBad: true })).rejects.toThrow(
      new RangeError('readNumbers: no number could be read: item -1 is damaged'),
    );
    await expect(readAll('readNumbers', [], o)).rejects.toThrow('no number could be read, there is none');
  });
});
