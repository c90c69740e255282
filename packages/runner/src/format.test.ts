import { count, duration, percent } from './format.ts';

it('writes rates, times and counts as a person reads them', () => {
  expect(percent(0.0312)).toBe('3.12 %');
  expect(percent(1, 0)).toBe('100 %');
  expect(duration(4.21)).toBe('4.2 s');
  expect(duration(185)).toBe('3 min 05 s');
  expect(duration(7620)).toBe('2 h 07 min');
  expect(count(1, 'class', 'classes')).toBe('1 class');
  expect(count(60000, 'picture')).toBe('60 000 pictures');
  expect(count(999, 'picture')).toBe('999 pictures');
});
