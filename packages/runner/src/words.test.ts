import { ofHundred, wholeOf } from './words.ts';

it.each([
  [0, '0 of 100'],
  [0.0025, '0.25 of 100'],
  [0.03, '3 of 100'],
  [0.034, '3.4 of 100'],
  [0.5, '50 of 100'],
  [0.9765, '97.7 of 100'],
  [0.99652, '99.65 of 100'],
  [1, '100 of 100'],
])('says %d as %s', (rate, words) => {
  expect(ofHundred(rate)).toBe(words);
});

it.each([
  [0, 'Of 100 strangers 0'],
  [0.008, 'Of 1,000 strangers 8'],
  [0.03, 'Of 100 strangers 3'],
])('says %d of strangers as %s', (rate, words) => {
  expect(wholeOf(rate, 'strangers')).toBe(words);
});
