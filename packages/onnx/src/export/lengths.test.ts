import { Lengths } from './lengths.ts';

const source = (name: string) => ({ name, axis: 0 });

/** Lengths of a batch, of steps, and of half the steps, rounded up, in four samples. */
function known(): Lengths {
  const lengths = new Lengths();
  lengths.add([23, 29, 23, 31], source('batch'));
  lengths.add([61, 61, 97, 212], source('steps'));
  lengths.add([31, 31, 49, 106], source('half'));
  lengths.add([8, 8, 8, 8], source('fixed'));
  return lengths;
}

test('a length is found as it is, as a multiple, with a number added, and as a product', () => {
  const lengths = known();
  const plain = { multiply: 1, divide: 1, add: 0 };
  expect(lengths.find([61, 61, 97, 212])).toEqual({ sources: [source('steps')], ...plain });
  expect(lengths.find([31, 31, 49, 106])).toEqual({ sources: [source('half')], ...plain });
  expect(lengths.find([118, 118, 190, 420])).toEqual({ sources: [source('steps')], multiply: 2, divide: 1, add: -4 });
  const product = [23 * 31 * 5, 29 * 31 * 5, 23 * 49 * 5, 31 * 106 * 5];
  expect(lengths.find(product)).toMatchObject({ sources: [source('batch'), source('half')], multiply: 5, add: 0 });
});

test('what does not follow from the lengths is not found', () => {
  expect(known().find([1, 2, 3, 4])).toBeUndefined();
  expect(known().find([23 ** 4, 29 ** 4, 23 ** 4, 31 ** 4])).toBeUndefined();
  expect(new Lengths().find([1, 2])).toBeUndefined();
});
