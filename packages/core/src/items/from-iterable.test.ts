import { fromIterable } from './from-iterable.ts';

async function* stream() {
  yield { item: 1, label: 'a', group: 'x' };
  yield { item: 2, label: 'b', group: 'y' };
}

test('fromIterable gathers a stream, and an array without groups', async () => {
  expect(await fromIterable(stream())).toEqual({ items: [1, 2], labels: ['a', 'b'], groups: ['x', 'y'] });
  expect(await fromIterable([{ item: 1, label: 'a' }])).toEqual({ items: [1], labels: ['a'] });
});

test('fromIterable refuses what does not fit together', async () => {
  await expect(fromIterable([])).rejects.toThrow('must give one item or more, got none');
  const some = [
    { item: 1, label: 'a', group: 'x' },
    { item: 2, label: 'a' },
  ];
  await expect(fromIterable(some)).rejects.toThrow('all items must have a group or none, got 1 of 2');
  await expect(fromIterable([{ item: 1, label: 3 as unknown as string }])).rejects.toThrow(
    'each label must be a string, got number at 0',
  );
});
