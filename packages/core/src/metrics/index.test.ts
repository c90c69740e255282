import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '../index.ts';
import * as metrics from './index.ts';

test('every figure is in the README and in the package', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const names = Object.keys(metrics);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([]);
  expect(names.filter((name) => !(name in core))).toEqual([]);
});
