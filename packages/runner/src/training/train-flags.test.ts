import { joinedNames, settingsAmong, settingsWords } from './train-flags.ts';

it('takes names joined by +, each once', () => {
  const parse = joinedNames(['noise', 'room']);
  expect(['none', 'noise', 'room+noise'].map(parse)).toEqual(['none', 'noise', 'room+noise']);
  for (const wrong of ['', 'fog', 'noise+noise', 'noise+none'])
    expect(() => parse(wrong)).toThrow(/noise, room joined by \+/);
});

it('finds the settings among flags, and says them', () => {
  const flags = { steps: 3, seed: 1 } as { steps?: number; loss?: string };
  expect(settingsAmong(flags, { steps: 1, loss: 'x' })).toEqual({ steps: 3 });
  expect(settingsWords({ steps: 3, loss: 'x' })).toBe('steps 3, loss x');
});
