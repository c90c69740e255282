import { findPoints } from './find-points.ts';

const map = {
  labels: ['1', '11', 'Zoë'],
  points: [
    [0, 0, 0, 'a/1.png', ''],
    [0, 0, 1, 'b/2.png', ''],
    [0, 0, 2, 'c/3.jpg', ''],
    [0, 0, 2, 'c/11.jpg', ''],
  ],
  pictureless: 0,
} as const;

test.each([
  ['1', [0]], // the class of that name, not all that have a 1 in them
  ['11', [1]],
  ['ZOE', [2, 3]], // whatever the case and the accents
  ['c/', [2, 3]],
  ['.PNG', [0, 1]],
  ['11.', [3]],
  ['none', []],
])('%s', (text, places) => expect(findPoints(map, text)).toEqual(places));

test('no text asks for nothing', () => expect(findPoints(map, '  ')).toBe(undefined));
