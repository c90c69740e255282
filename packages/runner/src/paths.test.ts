import { execFileSync } from 'node:child_process';
import { asTyped } from './paths.ts';

const words = [
  'plain',
  'runs/a-1:b',
  'two words',
  `it's`,
  'say "hi"',
  '$HOME `x`',
  'Ада',
  'back\\slash',
  'bang!',
  '',
  'a;b&c',
];

(process.platform === 'win32' ? it.skip : it)('a word is typed so that a shell gives back the same word', () => {
  const line = words.map(asTyped).join(' ');
  const got = execFileSync('/bin/sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], {
    encoding: 'utf8',
  });
  expect(got.split('\0').slice(0, -1)).toEqual(words);
});

it('a word that needs no quotes gets none', () => {
  expect(['plain', 'runs/a-1:b', 'x=1,2'].map(asTyped)).toEqual(['plain', 'runs/a-1:b', 'x=1,2']);
  expect(asTyped('two words')).toBe('"two words"');
});
