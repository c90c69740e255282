import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress, type Progress, type RunInfo, type StepEvent } from '@siamese/core';
import { onFullDisk } from '@siamese/testing';
import { readLines } from '../run-folder/lines.ts';
import { showProgress } from './show-progress.ts';
import { stopOnInterrupt } from './stop-on-interrupt.ts';
import { writeMetrics } from './write-metrics.ts';

const event = (step: number): StepEvent => ({
  step,
  steps: 3,
  epoch: 1,
  loss: 1 / step,
  items: 8,
  learningRate: 0.5,
  spread: 1,
  active: 0.25,
});
const run = { steps: 3, from: 0 } as RunInfo;
const end = { steps: 3, loss: 0, stopped: 'done' };

it('writes steps without times into one file, times into another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
  const hook = writeMetrics(folder);
  void hook.onStart!(run);
  for (const step of [1, 2, 3]) void hook.onStep!(event(step));
  void hook.onEnd!(end);
  const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('{"step":2,"epoch":1,"loss":0.5,"learningRate":0.5,"spread":1,"active":0.25}');
  const timing = JSON.parse(readFileSync(join(folder, 'timing.jsonl'), 'utf8')) as object;
  expect(timing).toMatchObject({ step: 3, items: 24 });
  rmSync(folder, { recursive: true });
});

it('cuts both files back where a run goes on from a checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
  const write = (from: number, ...steps: readonly number[]): string => {
    const hook = writeMetrics(folder);
    void hook.onStart!({ ...run, from } as RunInfo);
    for (const step of steps) void hook.onStep!(event(step));
    void hook.onEnd!(end);
    return readFileSync(join(folder, 'metrics.jsonl'), 'utf8');
  };
  const whole = write(0, 1, 2, 3);
  appendFileSync(join(folder, 'metrics.jsonl'), '{"step":4,"lo');
  expect(write(1, 2, 3)).toBe(whole);
  expect(readFileSync(join(folder, 'timing.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

it('stops after the step in which Ctrl-C was pressed, and listens only during the run', () => {
  const before = process.listenerCount('SIGINT');
  const write = process.stderr.write;
  process.stderr.write = (() => true) as typeof process.stderr.write;
  const hook = stopOnInterrupt();
  void hook.onStart!(run);
  expect(hook.onStep!(event(1))).toBeUndefined();
  process.emit('SIGINT');
  expect(hook.onStep!(event(2))).toBe('stop');
  expect(hook.code()).toBe(130);
  hook.dispose!();
  process.stderr.write = write;
  expect(process.listenerCount('SIGINT')).toBe(before);
});

it('a terminal that is closed stops the run likewise, however often that is said', () => {
  const write = process.stderr.write;
  process.stderr.write = (() => true) as typeof process.stderr.write;
  const hook = stopOnInterrupt();
  void hook.onStart!(run);
  for (let times = 0; times < 3; times++) process.emit('SIGHUP', 'SIGHUP');
  expect(hook.onStep!(event(1))).toBe('stop');
  expect(hook.code()).toBe(129);
  hook.dispose!();
  // What was learned is being kept, and nobody has to hear that once more.
  expect(process.listenerCount('SIGHUP')).toBe(1);
  process.removeAllListeners('SIGHUP');
  process.stderr.write = write;
});

it('a disk that gets full names the file and leaves whole rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
  for (const [file, steps] of [
    ['metrics.jsonl', 1],
    ['timing.jsonl', 3],
  ] as const) {
    // prettier-ignore
    const hook = writeMetrics(folder);
    const { error } = await onFullDisk(
      (path, nth) => path.endsWith(file) && nth > 1,
      async () => {
        void hook.onStart!(run);
        for (const step of [1, 2, 3]) void hook.onStep!(event(step));
      },
    );
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect((error as Error).message).toMatch(
      new RegExp(`${file} cannot be written: the disk is full; free some space`),
    );
    hook.dispose!();
    const text = readFileSync(join(folder, 'metrics.jsonl'), 'utf8');
    expect(text.split('\n')).toHaveLength(steps + 1);
    expect(text.endsWith('\n')).toBe(true);
  }
  rmSync(folder, { recursive: true });
});

describe('a clock that jumps', () => {
  const now = performance.now.bind(performance);
  afterEach(() => {
    performance.now = now;
  });

  it.each([
    ['back', [0, 5000, 1000, -1e9, 0]],
    ['forth', [0, 1e12, 1e13, 1e14, 1e15]],
    ['to nowhere', [0, NaN, NaN, NaN, NaN]],
    ['not at all', [7, 7, 7, 7, 7]],
  ])('%s: seconds and what is left are never negative nor NaN', (_, times) => {
    const clock = times[Symbol.iterator]();
    performance.now = () => clock.next().value ?? times.at(-1)!;
    const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
    const shown: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = ((text: string) => shown.push(text) > 0) as typeof process.stderr.write;
    const told: Progress[] = [];
    const hooks = [writeMetrics(folder), showProgress('training'), progress((of) => told.push(of))];
    try {
      for (const hook of hooks) void hook.onStart!({ ...run, notes: [] } as unknown as RunInfo);
      for (const step of [1, 2, 3]) for (const hook of hooks) void hook.onStep!(event(step));
      for (const hook of hooks) {
        void hook.onEnd?.(end);
        hook.dispose?.();
      }
    } finally {
      process.stderr.write = write;
    }
    const rows = readLines(join(folder, 'timing.jsonl')) as { seconds: number }[];
    expect(rows.map(({ seconds }) => seconds >= 0)).toEqual([true]);
    for (const { itemsPerSecond, secondsLeft } of told) {
      expect(itemsPerSecond).toBeGreaterThan(0);
      expect(secondsLeft).toBeGreaterThanOrEqual(0);
    }
    expect(shown.join('')).not.toMatch(/NaN|-\d|Infinity/);
    rmSync(folder, { recursive: true });
  });
});
