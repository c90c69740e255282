import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataSet } from './data-folder.ts';

const before = { ...process.env };
let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-data-'));
  process.env['INIT_CWD'] = place;
  process.env['SIAMESE_DATA'] = 'data';
  process.env['XDG_CACHE_HOME'] = join(place, 'cache');
});
afterEach(() => {
  rmSync(place, { recursive: true });
  process.env = { ...before };
});

it('finds a data set in $SIAMESE_DATA, then in the cache', () => {
  mkdirSync(join(place, 'cache', 'siamese', 'mnist'), { recursive: true });
  writeFileSync(join(place, 'cache', 'siamese', 'mnist', 'a.gz'), '');
  expect(findDataSet('mnist', ['a.gz'], 'a site')).toBe(join(place, 'cache', 'siamese', 'mnist'));
  mkdirSync(join(place, 'data', 'mnist'), { recursive: true });
  writeFileSync(join(place, 'data', 'mnist', 'a.gz'), '');
  expect(findDataSet('mnist', ['a.gz'], 'a site')).toBe(join(place, 'data', 'mnist'));
});

it('says what to put where', () => {
  expect(() => findDataSet('mnist', ['a.gz', 'b.gz'], 'a site')).toThrow(
    'the data set mnist is not complete: put a.gz, b.gz (from a site) into data/mnist or cache/siamese/mnist',
  );
});
