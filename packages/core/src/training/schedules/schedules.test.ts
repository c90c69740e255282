import {
  constant,
  cosineDecay,
  divideByStep,
  oneCycle,
  sineDecay,
  stepDecay,
  tanhDecay,
  warmUp,
  warmUpCosine,
} from './index.ts';

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

test('a warm-up rises to where the schedule after it starts, which then runs its own course', () => {
  const rate = warmUp(3, stepDecay({ rate: 4, every: 2, factor: 0.5 }));
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((step) => rate(step, 8))).toEqual([1, 2, 3, 4, 4, 2, 2, 1]);
  const halves = warmUp(2, (step, steps) => step / steps);
  expect([2, 4].map((step) => halves(step, 6))).toEqual([0, 0.5]);
});

test('cosineDecay goes from peak to floor, halfway in the middle, and stays there', () => {
  const rate = cosineDecay({ peak: 1, floor: 0.2 });
  expect(rate(0, 11)).toBe(1);
  expect(rate(5, 11)).toBeCloseTo(0.6, 12);
  expect(rate(10, 11)).toBeCloseTo(0.2, 12);
  expect(rate(30, 11)).toBeCloseTo(0.2, 12);
});

test("oneCycle gives the numbers of PyTorch's OneCycleLR (max_lr 1, total_steps 10)", () => {
  const rate = oneCycle({ peak: 1 });
  const torch = [0.04, 0.52, 1, 0.9504846, 0.8117457, 0.611262, 0.388742, 0.1882583, 0.0495194, 4e-6];
  for (const [step, value] of torch.entries()) expect(rate(step, 10)).toBeCloseTo(value, 6);
  expect(rate(0, 1)).toBeCloseTo(1, 12);
});

test('divideByStep, sineDecay and tanhDecay by their formulas', () => {
  const divide = divideByStep({ factor: 0.5, max: 0.2, min: 0.01 });
  expect([0, 2, 9, 99].map((step) => divide(step, 100))).toEqual([0.2, 0.5 / 3, 0.05, 0.01]);
  const sine = sineDecay({ max: 1, min: 0.2, period: 8 });
  expect(sine(1, 0)).toBeCloseTo(0.2 + 0.8 / (1 + 2 / (8 * Math.PI)), 12);
  expect(sine(5, 0)).toBeCloseTo(0.2, 12);
  expect(sineDecay({ max: 1, period: 8, decay: false })(9, 0)).toBeCloseTo(1, 12);
  const tanh = tanhDecay({ max: 2, min: 1, period: 10 });
  expect(tanh(9, 0)).toBeCloseTo(1 + (1 - Math.tanh(1 - Math.PI)) / 2, 12);
  expect(tanh(999, 0)).toBeCloseTo(1, 12);
});

test('settings out of range are refused, by name', () => {
  expect(() => warmUp(0, constant(1))).toThrow(new RangeError('warmUp: steps must be a positive integer, got 0'));
  expect(() => stepDecay({ rate: 1, every: 1.5 })).toThrow(RangeError);
  expect(() => stepDecay({ rate: 1, every: 2, factor: 2 })).toThrow('stepDecay: factor must be between 0 and 1, got 2');
  expect(() => oneCycle({ peak: 1, rise: -1 })).toThrow(RangeError);
  expect(() => divideByStep({ max: 0 })).toThrow(RangeError);
  expect(() => sineDecay({ max: 1, period: 0 })).toThrow(RangeError);
  expect(() => tanhDecay({ max: 1, min: 2 })).toThrow(RangeError);
  expect(() => cosineDecay({ peak: Number.NaN })).toThrow(RangeError);
});
