import { constant, warmUpCosine } from './index.ts';

test('constant stays', () => {
  expect([0, 5, 9].map((step) => constant(0.1)(step, 10))).toEqual([0.1, 0.1, 0.1]);
});

test('warmUpCosine rises in a line, is at its peak after the warm-up and at its floor at the end', () => {
  const rate = warmUpCosine({ peak: 1, warmUp: 4, floor: 0.1 });
  expect([0, 1, 2, 3, 4].map((step) => rate(step, 15))).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  expect(rate(9, 15)).toBeCloseTo(0.55, 12);
  expect(rate(14, 15)).toBeCloseTo(0.1, 12);
  expect(rate(99, 15)).toBeCloseTo(0.1, 12);
});

test('without a warm-up it starts at the peak, and one step alone is no division by 0', () => {
  expect(warmUpCosine({ peak: 2 })(0, 10)).toBe(2);
  expect(warmUpCosine({ peak: 2 })(0, 1)).toBe(2);
});

test('rates out of range are refused', () => {
  expect(() => constant(0)).toThrow(RangeError);
  expect(() => warmUpCosine({ peak: -1 })).toThrow(RangeError);
  expect(() => warmUpCosine({ peak: 1, warmUp: 1.5 })).toThrow(RangeError);
  expect(() => warmUpCosine({ peak: 1, floor: 2 })).toThrow(RangeError);
});
