import { folderNames } from './folder-names.ts';

/** The names that some labels get, one after the other. */
const namesOf = (...labels: readonly string[]): string[] => labels.map(folderNames());

it('keeps letters and digits of every script, and makes the rest a dash', () => {
  expect(namesOf('ada', 'Ада 1', '名前', 'naïve', `it's "b"`, 'a/b\\c', 'v1.2_x')).toEqual([
    'ada',
    'Ада-1',
    '名前',
    'naïve',
    'it-s-b-',
    'a-b-c',
    'v1.2_x',
  ]);
});

it('gives no two labels one name, whatever the file system thinks of capitals and accents', () => {
  expect(namesOf('a b', 'a-b', 'A b', 'a b-2', 'é', 'e\u0301')).toEqual([
    'a-b',
    'a-b-2',
    'A-b-3',
    'a-b-2-2',
    'é',
    'é-2',
  ]);
});

it('leads nowhere else, and is no name that a system keeps for itself', () => {
  expect(namesOf('..', '.', '.git', '', '../up', 'NUL', 'com1.txt', 'end.')).toEqual([
    '-',
    '--2',
    '-git',
    '--3',
    '--up',
    '-NUL',
    '-com1.txt',
    'end-',
  ]);
  expect(namesOf('x'.repeat(400))[0]).toHaveLength(60);
});
