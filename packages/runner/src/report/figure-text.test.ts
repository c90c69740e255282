import { figureText, intervalText, numberText } from './figure-text.ts';

test('rates are per cent, with two decimals where one would hide the difference', () => {
  expect(figureText({}, 0.9412)).toBe('94.1 %');
  expect(figureText({}, 0.0031)).toBe('0.31 %');
  expect(figureText({}, 0.9962)).toBe('99.62 %');
  expect(figureText({}, 1)).toBe('100.0 %');
  expect(figureText({ unit: 'number' }, 0.994134)).toBe('0.9941');
});

test('what is not a number was not measured', () => {
  expect(figureText({}, NaN)).toBe('not measured');
  expect(figureText({}, undefined)).toBe('not measured');
  expect(intervalText({ value: 0.1, low: NaN, high: 1 })).toBe('');
});

test('an interval has the decimals of its value', () => {
  expect(intervalText({ value: 0.03, low: 0.008, high: 0.085 })).toBe('0.8 to 8.5 %');
  expect(intervalText({ value: 0.003, low: 0.0024, high: 0.0139 })).toBe('0.24 to 1.39 %');
  expect(intervalText({ value: 0.9941, low: 0.9921, high: 0.9957, unit: 'number' })).toBe('0.9921 to 0.9957');
});

test('a minus sign is one', () => expect(numberText(-1.2345, 3)).toBe('−1.23'));
