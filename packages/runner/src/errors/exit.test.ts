import { CommanderError } from 'commander';
import { exitCodeOf, runToExit } from './exit.ts';
import { sentence } from './sentence.ts';
import { UsageError } from './usage-error.ts';

describe('exit codes', () => {
  it('is 2 for usage, 1 for data, 0 for help', () => {
    expect(exitCodeOf(new UsageError('no'))).toBe(2);
    expect(exitCodeOf(new CommanderError(1, 'commander.unknownOption', 'no'))).toBe(2);
    expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0);
    expect(exitCodeOf(new RangeError('a.png: 1 pixel wide'))).toBe(1);
    expect(exitCodeOf('thrown text')).toBe(1);
  });
});

describe('sentence', () => {
  it('keeps the first line of a message', () => {
    expect(sentence(new SyntaxError('a.png: cut short\n    at line 2'))).toBe('a.png: cut short');
  });
  it('turns an error of the file system into the path and what to do', () => {
    const error = Object.assign(new Error("ENOTDIR: not a directory, mkdir '/a/b'"), { code: 'ENOTDIR', path: '/a/b' });
    expect(sentence(error)).toBe('/a/b has a file where a folder should be; choose another path');
  });
  it('leaves an error that names its file itself as it is', () => {
    const message = '/a/last.safetensors cannot be written: the disk is full; free some space and try again';
    expect(sentence(Object.assign(new Error(message), { code: 'ENOSPC', path: '/a/last.safetensors' }))).toBe(message);
  });
  it.each([
    () => new Float32Array(2 ** 52),
    () => new ArrayBuffer(2 ** 52),
    () => (Array.from<number>({ length: 5 }).fill(0).length = -1),
  ])('says what to do where there is not enough memory', (allocate) => {
    let error: unknown;
    try {
      allocate();
    } catch (thrown) {
      error = thrown;
    }
    expect(sentence(error)).toMatch(/^there is not enough memory for this \(.+\); less of it needs a smaller --batch/);
  });
});

describe('runToExit', () => {
  const write = process.stderr.write;
  let written = '';
  beforeEach(() => {
    written = '';
    process.stderr.write = ((text: string) => {
      written += text;
      return true;
    }) as typeof process.stderr.write;
  });
  afterEach(() => {
    process.stderr.write = write;
    process.exitCode = 0;
  });

  it('prints one sentence and sets the code', async () => {
    await runToExit(async () => Promise.reject(new UsageError('--runs: no')), []);
    expect(process.exitCode).toBe(2);
    expect(written).toBe('error: --runs: no\n');
  });
  it('shows the stack only with --verbose', async () => {
    await runToExit(async () => Promise.reject(new Error('no')), ['--verbose']);
    expect(process.exitCode).toBe(1);
    expect(written).toMatch(/^error: no\nError: no\n +at /);
  });
});
