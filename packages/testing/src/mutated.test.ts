import { mutated } from './mutated.ts';

/** Lehmer's generator. */
function draws(seed: number) {
  let state = seed * 7919 + 1;
  return { int: (below: number) => (state = (state * 48_271) % 2_147_483_647) % below };
}

const bytes = Uint8Array.from({ length: 400 }, (_, i) => i % 251);

test('one seed gives one copy, and what was given stays as it is', () => {
  const before = bytes.slice();
  expect(mutated(bytes, draws(3))).toEqual(mutated(bytes, draws(3)));
  expect(mutated(bytes, draws(3))).not.toEqual(mutated(bytes, draws(4)));
  expect(bytes).toEqual(before);
});

test('copies differ, are longer, shorter and of the same length, in the head and behind it', () => {
  const random = draws(1);
  const copies = Array.from({ length: 300 }, () => mutated(bytes, random));
  const first = copies.map((copy) => copy.findIndex((value, i) => value !== bytes[i]));
  const unchanged = copies.filter((copy, i) => first[i] === -1 && copy.length === bytes.length);
  expect(unchanged.length).toBeLessThan(15);
  for (const is of [
    (copy: Uint8Array) => copy.length < bytes.length,
    (copy: Uint8Array) => copy.length === bytes.length,
    (copy: Uint8Array) => copy.length > bytes.length,
  ])
    expect(copies.filter(is).length).toBeGreaterThan(30);
  expect(first.filter((at) => at >= 0 && at < 64).length).toBeGreaterThan(100);
  expect(first.filter((at) => at >= 64).length).toBeGreaterThan(30);
});

test('nothing stays nothing', () => expect(mutated(new Uint8Array(0), draws(1))).toEqual(new Uint8Array(0)));
