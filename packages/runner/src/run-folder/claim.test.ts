import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors/index.ts';
import { claimRun } from './claim.ts';
import { clearBegun } from './clear-begun.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siamese-claim-'));
  path = join(folder, 'run.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holder = (of: object): void => writeFileSync(path, JSON.stringify({ host: hostname(), ...of }));
const pid = (): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { pid: unknown }).pid;

it('refuses a folder in which another process is at work, and takes it once that has died', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    holder({ pid: other.pid });
    expect(() => claimRun(folder)).toThrow(UsageError);
    expect(() => claimRun(folder)).toThrow(
      new RegExp(`is going on in process ${other.pid}; wait until it has ended, or stop it; if .* remove .*run\\.lock`),
    );
    expect(pid()).toBe(other.pid);
  } finally {
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
  }
  claimRun(folder);
  expect(pid()).toBe(process.pid);
  expect(() => claimRun(folder)).not.toThrow();
});

it.each([
  ['cut short', '{"pid": 1'],
  ['of nobody', 'null'],
  ['empty', ''],
])('what a process left that died while writing is no obstacle: %s', (_, text) => {
  writeFileSync(path, text);
  claimRun(folder);
  expect(pid()).toBe(process.pid);
});

(existsSync('/proc/1/stat') ? it : it.skip)('a number that another process has got since is no obstacle', () => {
  holder({ pid: process.ppid, born: 'long ago' });
  claimRun(folder);
  expect(pid()).toBe(process.pid);
});

it('a process on another machine counts as alive: from here nobody can tell', () => {
  holder({ pid: 1, host: 'elsewhere' });
  expect(() => claimRun(folder)).toThrow(/in process 1 on elsewhere/);
});

it('what was begun and never finished is removed, whole files stay', () => {
  for (const name of ['model', '.model.123.tmp', 'seed-1']) mkdirSync(join(folder, name));
  const [begun, whole] = [
    ['last.safetensors.99-0.tmp', 'seed-1/result.json.7-12.tmp', '.model.123.tmp/siamese.json'],
    ['last.safetensors', 'notes.tmp', 'seed-1/metrics.jsonl', 'model/weights.1.bin'],
  ];
  for (const name of [...begun!, ...whole!]) writeFileSync(join(folder, name), '');
  clearBegun(folder);
  expect(begun!.filter((name) => existsSync(join(folder, name)))).toEqual([]);
  expect(whole!.filter((name) => existsSync(join(folder, name)))).toEqual(whole);
});
